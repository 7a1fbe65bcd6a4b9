/** Expectations that look into the state: a record found by the world's `select`, and fields of it. */
import { ownMember } from "#core/own-member.ts";
import { compareValue } from "#core/run/compare-value.ts";
import type { RunFacts } from "#core/run/run-facts.ts";
import { type PathPart, parseStatePath, pathsMeet, readStatePath } from "#core/run/state-path.ts";
import type { TraceValue } from "#core/run/trace.ts";
import type { ExpectationJudgement } from "#core/run/verdict.ts";
import { argumentWords, fieldWords, valueWords } from "#core/scenario/expectation-words.ts";
import type { Comparison, Expectation } from "#core/scenario/scenario.ts";
import { withDefaults } from "#core/scenario/to-program.ts";

type Judged = Omit<ExpectationJudgement, "text">;
type Read = Extract<Expectation, { kind: "read" }>;
type Unchanged = Extract<Expectation, { kind: "unchanged" }>;

export function judgeRead(facts: RunFacts, expectation: Read): Judged {
  const path = recordPath(facts, expectation);
  const record = path === null ? undefined : readStatePath(facts.after(), path);
  const fields = Object.entries(expectation.fields);
  const unmet = fields.filter(([field, comparison]) => !compareValue(fieldOf(record, field), comparison, facts.names));
  const shown = unmet.length > 0 ? unmet : fields;
  const what = `${expectation.name}${argumentWords(expectation.args)}`;
  return {
    met: unmet.length === 0,
    via: "plain",
    step: path === null ? null : decidingStep(facts, path, shown),
    expected: `${what} ${fieldWords(Object.fromEntries(shown))}`,
    got: exists(record) ? gotFields(record, shown) : "no such record",
  };
}

export function judgeUnchanged(facts: RunFacts, expectation: Unchanged): Judged {
  const { field } = expectation;
  const path = recordPath(facts, expectation);
  const before = path === null ? undefined : fieldOf(readStatePath(facts.before(), path), field);
  const after = path === null ? undefined : fieldOf(readStatePath(facts.after(), path), field);
  const what = `${field} of ${expectation.name}${argumentWords(expectation.args)}`;
  const met = path !== null && valueWords(before) === valueWords(after);
  return {
    met,
    via: "plain",
    step: met || path === null ? null : lastChange(facts, field === "exists" ? path : [...path, { field }]),
    expected: `${what} as before (${valueWords(before)})`,
    got: valueWords(after),
  };
}

/** Null where an argument leads nowhere: a name that was not bound, an index behind the end. */
export function recordPath(facts: RunFacts, expectation: Read | Unchanged): PathPart[] | null {
  const declared = ownMember(facts.manifest.expectations, expectation.name);
  if (declared?.kind !== "read") return null;
  const args = withDefaults(expectation.args, declared.args);
  const parts: PathPart[] = [];
  for (const part of parseStatePath(declared.select) ?? []) {
    if (!("argument" in part)) {
      parts.push(part);
      continue;
    }
    const value = ownMember(args, part.argument);
    const index = typeof value === "string" ? facts.names.resolve(value)?.index : value;
    if (typeof index !== "number") return null;
    parts.push({ index });
  }
  return parts.length === 0 ? null : parts;
}

const exists = (record: TraceValue | undefined): record is TraceValue => record !== undefined && record !== null;

function fieldOf(record: TraceValue | undefined, field: string): TraceValue | undefined {
  if (record !== null && typeof record === "object" && !Array.isArray(record) && Object.hasOwn(record, field))
    return record[field];
  return field === "exists" ? exists(record) : undefined;
}

const gotFields = (record: TraceValue, fields: readonly (readonly [string, Comparison])[]): string =>
  fields
    .map(([field]) => {
      const got = fieldOf(record, field);
      if (field === "exists") return got === true ? "it exists" : "no such record";
      return got === undefined ? `has no ${field}` : `${field} ${valueWords(got)}`;
    })
    .join(", ");

/** The last when-step that wrote what was compared; where none did, the last one, which was expected to. */
function decidingStep(
  facts: RunFacts,
  path: readonly PathPart[],
  fields: readonly (readonly [string, Comparison])[],
): number | null {
  const steps = fields.map(([field]) => lastChange(facts, field === "exists" ? path : [...path, { field }]));
  const found = steps.filter((step) => step !== null && step > facts.givenSteps).map(Number);
  if (found.length > 0) return Math.max(...found);
  return facts.whenSteps.at(-1)?.number ?? null;
}

function lastChange(facts: RunFacts, path: readonly PathPart[]): number | null {
  for (let at = facts.trace.steps.length - 1; at >= 0; at--) {
    for (const [text] of facts.trace.steps[at]?.changes ?? []) {
      const changed = parseStatePath(text);
      if (changed !== null && pathsMeet(changed, path)) return at + 1;
    }
  }
  return null;
}
