/** What happened in one step, as the beginning of a sentence: who was called, who was asked, and what they answered. */

import type { TraceCall, TraceStep, TraceValue } from "#core/run/trace.ts";
import { argumentWords, valueWords } from "#core/scenario/expectation-words.ts";

/** More than this many calls are counted, not named. */
const NAMED_CALLS = 3;

/** Without a full stop: `Step 4: fault { vma: v, page: 0 } called vmf_insert_pfn_prot(), which called lookup_memtype() (UC-)` */
export function explainStep(step: TraceStep, number: number): string {
  return `Step ${number}: ${step.call}${argumentWords(step.args)} ${callWords(step)}`;
}

function callWords(step: TraceStep): string {
  const at = step.calls.findIndex(([, layer]) => layer === "interface");
  const from = Math.max(0, at);
  const entered = step.calls[from];
  if (entered === undefined) return step.result === null ? "ran" : `gave ${valueWords(step.result)}`;
  const inner = innerCalls(step.calls, from);
  const top = step.calls.filter(([depth]) => depth === 0);
  if (inner.length === 0) return `called ${listed(at === -1 ? telling(top, step) : [entered])}`;
  return `called ${entered[2]}(), which called ${listed(telling(inner, step))}`;
}

function innerCalls(calls: readonly TraceCall[], from: number): readonly TraceCall[] {
  const depth = calls[from]?.[0] ?? 0;
  const behind = calls.slice(from + 1);
  const left = behind.findIndex((call) => call[0] <= depth);
  return left === -1 ? behind : behind.slice(0, left);
}

/**
 * First those whose answer went into the state, then those that answered a word, then the others; what is chosen keeps
 * its order.
 */
function telling(calls: readonly TraceCall[], step: TraceStep): TraceCall[] {
  const written = new Set<unknown>();
  for (const [, , after] of step.changes) collectValues(after, written);
  const rank = ([, , , , result]: TraceCall): number => {
    if (typeof result !== "string") return result === null ? 3 : 2;
    return written.has(result) ? 0 : 1;
  };
  const chosen = new Set(calls.toSorted((a, b) => rank(a) - rank(b)).slice(0, NAMED_CALLS));
  return [...calls.filter((call) => chosen.has(call)), ...calls.filter((call) => !chosen.has(call))];
}

function collectValues(value: TraceValue, found: Set<unknown>): void {
  if (value === null || typeof value !== "object") found.add(value);
  else for (const member of Object.values(value)) collectValues(member, found);
}

function listed(calls: readonly TraceCall[]): string {
  const named = calls.slice(0, NAMED_CALLS).map(callName);
  const more = calls.length - named.length;
  if (more > 0) named.push(`${more} more`);
  const last = named.pop() ?? "";
  return named.length === 0 ? last : `${named.join(", ")} and ${last}`;
}

const callName = ([, , name, , result]: TraceCall): string =>
  `${name}()${result === null ? "" : ` (${valueWords(result)})`}`;
