/** Where two texts of traces begin to differ, in words: the path, and what each of the two runs has there. */
export function firstDifference(first: string, second: string): string {
  let found: string | null = null;
  try {
    found = compare("", JSON.parse(first), JSON.parse(second));
  } catch {
    // Not JSON: the texts themselves are compared below.
  }
  if (found !== null) return found;
  let at = 0;
  while (at < first.length && first[at] === second[at]) at++;
  return `at character ${at}: ${excerpt(first.slice(at))} in the first run, ${excerpt(second.slice(at))} in the second`;
}

function compare(path: string, first: unknown, second: unknown): string | null {
  if (isRecord(first) && isRecord(second)) {
    const names = [...Object.keys(first), ...Object.keys(second).filter((name) => !Object.hasOwn(first, name))];
    for (const name of names) {
      const inside = Array.isArray(first) ? `${path}[${name}]` : path === "" ? name : `${path}.${name}`;
      const difference = compare(inside, first[name], second[name]);
      if (difference !== null) return difference;
    }
    return null;
  }
  if (Object.is(first, second)) return null;
  return `${path}: ${describe(first)} in the first run, ${describe(second)} in the second`;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
const describe = (value: unknown): string => (value === undefined ? "nothing" : excerpt(JSON.stringify(value)));
const excerpt = (text: string): string => (text.length <= 80 ? text : `${text.slice(0, 77)}...`);
