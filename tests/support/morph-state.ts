/** Turns a draft into another state by the ways that authors of worlds have: field by field, by literals, push, splice. */
import type { Plain, PlainRecord } from "./random-schema.ts";

/** Answers with a number below `below`; decides which way each change is made. */
export type Choose = (below: number) => number;

export const copyOf = <P extends Plain>(plain: P): P => structuredClone(plain);

export function morphRecord(draft: PlainRecord, target: PlainRecord, choose: Choose): void {
  for (const name of Object.keys(target)) draft[name] = morph(draft[name] ?? null, target[name] ?? null, choose);
}

/** What belongs in the place of `now`: often the same object, changed inside. */
function morph(now: Plain, target: Plain, choose: Choose): Plain {
  if (typeof target !== "object" || target === null) return target;
  if (typeof now !== "object" || now === null || choose(4) === 0) return copyOf(target);
  if (Array.isArray(target)) return Array.isArray(now) ? morphItems(now, target, choose) : copyOf(target);
  if (Array.isArray(now)) return copyOf(target);
  morphRecord(now, target, choose);
  return now;
}

function morphItems(now: Plain[], target: Plain[], choose: Choose): Plain[] {
  if (choose(3) === 0 && now.length > 0) now.splice(choose(now.length), 1);
  if (choose(4) === 0) now.reverse();
  if (choose(5) === 0) now.splice(0, now.length, ...copyOf(target));
  while (now.length > target.length) now.pop();
  for (let i = 0; i < target.length; i++) {
    const item = target[i] ?? null;
    if (i < now.length) now[i] = morph(now[i] ?? null, item, choose);
    else now.push(copyOf(item));
  }
  return now;
}
