/** From the note of a failed policy (an error's message and the engine's stack) to places in the author's file. */
import type { Outcome } from "#core/run/outcome.ts";
import type { CompiledPolicy } from "#sandbox/host/compile-policy.ts";
import { RAW_PREFIX } from "#sandbox/host/compile-policy-fuel.ts";
import { originalPosition } from "#sandbox/host/source-position.ts";

type Thrown = NonNullable<Extract<Outcome, { kind: "traced" }>["thrown"]>;

const FRAME = /^ {4}at (?:(?:new )?(?<name>[^\s(]+) (?:\[as [^\]]*\] )?\()?policy\.js:(?<line>\d+):(?<column>\d+)\)?$/;
const MESSAGE_LENGTH = 400;
const NAME_LENGTH = 80;
/** What our own code throws to end a policy, in words for its author. */
const OWN_MESSAGES: ReadonlyMap<string, string> = new Map([
  ["TypeError: fuel", "The call ran out of fuel: too many turns of loops and calls of functions."],
  ["TypeError: stack", "The stack overflowed: functions call each other without end."],
  ["TypeError: memory", "The call asked for more memory than a policy has."],
  ["TypeError: nesting", "Functions of the interface call each other too deeply."],
]);

/** Null where there is nothing to tell: no note, or one without any place in the author's file or message. */
export function mapThrown(note: string, { maps }: CompiledPolicy): Thrown | null {
  if (note === "") return null;
  const lines = note.split("\n");
  const firstFrame = lines.findIndex((line) => /^ {4}at /.test(line));
  const message = lines.slice(0, firstFrame === -1 ? lines.length : firstFrame).join(" ");
  const frames = lines.flatMap((line) => {
    const found = FRAME.exec(line)?.groups;
    if (found === undefined) return [];
    const place = originalPosition(maps, { line: Number(found["line"]), column: Number(found["column"]) });
    return place === null ? [] : [{ name: shownName(found["name"]), line: place.line, column: place.column }];
  });
  return { message: shown(OWN_MESSAGES.get(message) ?? message, MESSAGE_LENGTH), frames };
}

function shownName(name: string | undefined): string {
  if (name === undefined || name === "__bkm") return "";
  return shown(name.replace(RAW_PREFIX, ""), NAME_LENGTH);
}

/** The text is a stranger's: printable ASCII of limited length is left of it. */
const shown = (text: string, length: number): string =>
  (text.length > length ? `${text.slice(0, length - 3)}...` : text).replace(/[^\x20-\x7e]/g, "?");
