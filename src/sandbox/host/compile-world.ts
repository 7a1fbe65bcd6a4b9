/**
 * Makes one script of a world: its own files, the kit, and the world's side of the boundary. Nothing else can be
 * resolved, so a world has no way to a package, a file or an address. What does not compile is refused with the file and
 * line of its author.
 */
import { readFile } from "node:fs/promises";
import { join, posix } from "node:path";
import { type BuildFailure, type BuildOptions, build, type Message, type Plugin } from "esbuild";
import { contentHash } from "#core/content-hash.ts";
import { BoundedCache } from "#sandbox/host/bounded-cache.ts";
import { compileWithinDeadline } from "#sandbox/host/compile-deadline.ts";
import { SCRIPT_OPTIONS, SOURCE_FOLDER } from "#sandbox/host/compile-guest.ts";
import { COMPILED_KEPT, WORLD_FILES, WORLD_SOURCE_BYTES } from "#sandbox/host/sandbox-limits.ts";
import { WorldRefused, type WorldSource } from "#sandbox/sandbox.ts";

export interface CompiledWorld {
  readonly hash: string;
  /** A script whose value is a `WorldRealm` (guest/world-realm.ts). */
  readonly script: string;
  /** From the script back to the world's files: file names begin with `world:`. */
  readonly map: string;
}

/** Callers hand in the same object again and again; hashing a world's files takes longer than running a scenario. */
const hashes = new WeakMap<WorldSource["files"], string>();
const compiled = new BoundedCache<Promise<CompiledWorld>>(COMPILED_KEPT);

export async function compileWorld({ files }: WorldSource): Promise<CompiledWorld> {
  const hash = hashes.get(files) ?? contentHash({ files });
  hashes.set(files, hash);
  const known = compiled.get(hash);
  if (known !== undefined) return known;
  checkFiles(files);
  const fresh = bundleWorld(hash, files);
  compiled.set(hash, fresh);
  return fresh;
}

type Files = WorldSource["files"];
const ENTRY = "world.ts";
const FILE_NAME = /^(?:[a-z0-9][a-z0-9-]*\/)*[a-z0-9][a-z0-9-]*\.ts$/;

function checkFiles(files: Files): void {
  const names = Object.keys(files);
  const bytes = Object.values(files).reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  if (!Object.hasOwn(files, ENTRY)) throw new WorldRefused(`A world begins in ${ENTRY}; that file is missing.`);
  if (names.length > WORLD_FILES)
    throw new WorldRefused(`A world has at most ${WORLD_FILES} files, not ${names.length}.`);
  if (bytes > WORLD_SOURCE_BYTES)
    throw new WorldRefused(`A world has at most ${WORLD_SOURCE_BYTES} bytes, not ${bytes}.`);
  for (const name of names) {
    if (!FILE_NAME.test(name)) {
      throw new WorldRefused(
        `${JSON.stringify(name)} is no name for a file of a world: lower case, digits and hyphens, ending in .ts.`,
      );
    }
  }
}

async function bundleWorld(hash: string, files: Files): Promise<CompiledWorld> {
  try {
    const options = {
      ...SCRIPT_OPTIONS,
      entryPoints: ["entry:join.ts"],
      platform: "neutral",
      sourcemap: "external",
      sourcesContent: false,
      outfile: "/world.js",
      tsconfigRaw: {},
      banner: { js: '(() => {"use strict";try {' },
      footer: { js: `return guest.worldRealm;} catch (error) {${REFUSE}}})()` },
      plugins: [worldFiles(files)],
    } satisfies BuildOptions;
    const result = await compileWithinDeadline(() => build(options));
    if (result === null) throw new WorldRefused("The world takes too long to compile: nest less deeply.");
    const [map, script] = ["/world.js.map", "/world.js"].map(
      (path) => result.outputFiles.find((file) => file.path === path)?.text ?? "",
    );
    return { hash, script: script ?? "", map: map ?? "" };
  } catch (error) {
    if (!isBuildFailure(error)) throw error;
    throw new WorldRefused(error.errors.map(inWords).join("\n"));
  }
}

const JOIN = `
  import { createWorldRealm } from "#sandbox/guest/world-realm.ts";
  import { world } from "./world.ts";
  export const worldRealm = createWorldRealm(world);
`;
/** A world that throws while it is loaded: the same answer as a definition that breaks a rule of the kit. */
const REFUSE = `
  const text = error instanceof Error ? error.stack + "" : "world.ts threw something that is no error";
  return { describe: () => "R" + text, connect() {}, run: () => "F" + text, replay() {} };
`;

/** The world's files as a file system of their own, beside the kit. Everything else is refused here. */
const worldFiles = (files: Files): Plugin => ({
  name: "world-files",
  setup(builder) {
    builder.onResolve({ filter: /.*/ }, ({ path, importer, namespace, kind }) => {
      if (kind === "entry-point") return { path: "join.ts", namespace: "entry" };
      if (kind !== "import-statement")
        return { errors: [{ text: "Only import statements at the top of a file work in a world." }] };
      if (namespace === "own" || namespace === "entry") {
        if (path === "./world.ts") return { path: ENTRY, namespace: "world" };
        return {
          path: path.startsWith("#") ? path.slice(1) : posix.join(posix.dirname(importer), path),
          namespace: "own",
        };
      }
      if (/^#world-kit\/[a-z0-9-]+\.ts$/.test(path)) return { path: path.slice(1), namespace: "own" };
      const inside = posix.join(posix.dirname(importer), path);
      if (/^\.\.?\//.test(path) && Object.hasOwn(files, inside)) return { path: inside, namespace: "world" };
      return {
        errors: [
          {
            text: `${JSON.stringify(path)} is not there: a world imports its own files ("./name.ts") and "#world-kit/...".`,
          },
        ],
      };
    });
    builder.onLoad({ filter: /.*/, namespace: "entry" }, () => ({ contents: JOIN, loader: "ts" }));
    builder.onLoad({ filter: /.*/, namespace: "world" }, ({ path }) => ({ contents: files[path] ?? "", loader: "ts" }));
    builder.onLoad({ filter: /.*/, namespace: "own" }, async ({ path }) => {
      const contents = await readFile(join(SOURCE_FOLDER, path), "utf8").catch(() => null);
      if (contents === null) return { errors: [{ text: `There is no ${path} in the kit.` }] };
      return { contents, loader: "ts" };
    });
  },
});

const isBuildFailure = (error: unknown): error is BuildFailure => error instanceof Error && "errors" in error;

function inWords({ text, location }: Message): string {
  const missing = /^No matching export in "world:world\.ts" for import "world"$/.test(text);
  const sentence = missing ? "The file exports no `world`: write `export const world = defineWorld({ ... })`." : text;
  if (missing || location === null) return `${ENTRY}: ${sentence}`;
  return `${location.file.replace(/^world:/, "")}:${location.line}:${location.column + 1}: ${sentence}`;
}
