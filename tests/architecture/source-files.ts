/** The files of this checkout that people write, as text, for laws about them. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { root } from "../support/run-command.ts";

export interface SourceFile {
  /** Relative to the root, with slashes. */
  readonly path: string;
  readonly text: string;
}

/** Every TypeScript and JavaScript file under these folders, without what is generated. */
export function readSourceFiles(folders: readonly string[]): readonly SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs|js)$/.test(entry.name))
      .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"))
      .filter((file) => !file.startsWith("src/generated/"))
      .sort()
      .map((file) => ({ path: file, text: readFileSync(path.join(root, file), "utf8") })),
  );
}

/** The text with its comments blanked out, lines kept. Good enough to look for words of code, not to parse. */
export const withoutComments = (text: string): string =>
  text
    .replaceAll(/\/\*[\s\S]*?\*\//g, (comment) => comment.replaceAll(/[^\n]/g, " "))
    .replaceAll(/(^|\s)\/\/.*$/gm, "$1");
