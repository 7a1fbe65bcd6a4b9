/**
 * The files that the build of the pages left for browsers. Their names change with their content, so they are read once,
 * compressed once and kept for ever on both sides.
 */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { makeRendition, type Rendition } from "#web/rendition.ts";
import { RenditionCache } from "#web/rendition-cache.ts";

const PREFIX = "/_next/static/";
/** No dot at the beginning of a part: nothing hidden, and no way up. */
const NAME = /^(?:[A-Za-z0-9_~-][A-Za-z0-9._~-]*\/)*[A-Za-z0-9_~-][A-Za-z0-9._~-]*$/;
const TYPES: Readonly<Record<string, string>> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
};
const KEPT_BYTES = 16 * 2 ** 20;

/** `folder` is the build's `static`. The returned function gives null where there is no such file. */
export function staticFiles(folder: string): (pathname: string) => Promise<Rendition | null> {
  const kept = new RenditionCache(KEPT_BYTES);
  return async (pathname) => {
    const name = pathname.startsWith(PREFIX) ? pathname.slice(PREFIX.length) : "";
    const type = TYPES[path.posix.extname(name)];
    if (type === undefined || !NAME.test(name)) return null;
    const found = kept.get(name);
    if (found !== undefined) return found;
    try {
      const read = makeRendition(await readFile(path.join(folder, name)), type);
      kept.set(name, read);
      return read;
    } catch (error) {
      if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "EISDIR"))
        return null;
      throw error;
    }
  };
}
