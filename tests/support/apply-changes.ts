import type { StateType } from "#world-kit/schema.ts";
import type { StateChange } from "#world-kit/state-changes.ts";
import { copyOf } from "./morph-state.ts";
import type { Plain, PlainRecord } from "./random-schema.ts";

/** A copy of the state with the changes made; throws where a change does not fit what is there. */
export function applyChanges(schema: StateType, state: PlainRecord, changes: readonly StateChange[]): PlainRecord {
  const copy = copyOf(state);
  for (const [path, before, after] of changes) {
    const steps = path.match(/\w+/g) ?? [];
    let place: Plain = copy;
    for (const step of steps.slice(0, -1)) place = inside(place, step);
    const last = steps.at(-1) ?? "";
    if (JSON.stringify(inside(place, last)) !== JSON.stringify(before)) throw new Error(`${path} was not as said`);
    if (Array.isArray(place)) place[Number(last)] = after;
    else if (typeof place === "object" && place !== null) place[last] = after;
  }
  trimLists(schema, copy);
  return copy;
}

function inside(place: Plain, step: string): Plain {
  if (Array.isArray(place)) return place[Number(step)] ?? null;
  if (typeof place === "object" && place !== null) return place[step] ?? null;
  throw new Error(`there is no ${step}`);
}

/** An item that went left null behind. */
function trimLists(type: StateType, plain: Plain): void {
  if (plain === null || typeof plain !== "object") return;
  if (type.kind === "optional") return trimLists(type.of, plain);
  if (type.kind === "record" && !Array.isArray(plain)) {
    for (const [name, field] of Object.entries(type.fields)) trimLists(field, plain[name] ?? null);
  }
  if ((type.kind !== "array" && type.kind !== "list") || !Array.isArray(plain)) return;
  while (type.kind === "list" && plain.at(-1) === null) plain.pop();
  for (const item of plain) trimLists(type.of, item);
}
