/** Puts any value at a path of a draft (`frames[1].refcount`, `vmas.length`), past all types: what untyped authors can do. */
export function putAt(draft: object, path: string, value: unknown): void {
  const steps = path.match(/\w+/g) ?? [];
  let place: object = draft;
  for (const step of steps.slice(0, -1)) place = objectAt(place, step);
  if (!Reflect.set(place, steps.at(-1) ?? "", value)) throw new TypeError(`${path} cannot be written`);
}

/** The object at a path; throws where there is none. */
export function getAt(draft: object, path: string): object {
  return (path.match(/\w+/g) ?? []).reduce(objectAt, draft);
}

function objectAt(place: object, step: string): object {
  const next: unknown = Reflect.get(place, step);
  if (typeof next !== "object" || next === null) throw new TypeError(`there is nothing at ${step}`);
  return next;
}
