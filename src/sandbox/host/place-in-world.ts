/** From what a world threw while it was loaded to sentences with the author's file and line. */
import type { CompiledWorld } from "#sandbox/host/compile-world.ts";
import { originalPosition, readMap } from "#sandbox/host/source-position.ts";

const FRAME = /^ {4}at .*?world\.js:(\d+):(\d+)\)?$/;
const NAMES = /^(?:BrokenWorld|Error): /;

/** A definition that breaks a rule of the kit has its sentences; anything else gets the first place in the world's files. */
export function placeInWorld(text: string, world: CompiledWorld): string {
  const lines = text.split("\n");
  const message = lines
    .filter((line) => !/^ {4}at /.test(line))
    .join("\n")
    .replace(NAMES, "");
  if (text.startsWith("BrokenWorld: ")) return message;
  const map = [readMap(world.map)];
  for (const line of lines) {
    const found = FRAME.exec(line);
    const place = found === null ? null : originalPosition(map, { line: Number(found[1]), column: Number(found[2]) });
    const file = place === null ? null : /world:(.+)$/.exec(place.file)?.[1];
    if (place !== null && file != null) return `${file}:${place.line}:${place.column}: ${message}`;
  }
  return message;
}
