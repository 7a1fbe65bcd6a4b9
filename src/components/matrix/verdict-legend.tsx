import { VerdictWord } from "#components/matrix/verdict-word.tsx";
import type { Verdict } from "#core/run/verdict.ts";

const MEANINGS: readonly (readonly [Verdict, string])[] = [
  ["PASS", "no violation found in this scenario"],
  ["PASS*", "no violation, but only because something warned"],
  ["FAIL", "an expectation of the scenario was not met"],
  ["REFU", "the interface declined by design, and the scenario accepts that"],
  ["N/A", "the question is void under this configuration"],
  ["ERR", "the policy threw, was declined before the run, or ran out of fuel, stack or memory"],
  ["TIME", "the run was stopped by the deadline"],
  ["NONDET", "two runs of the same inputs differed"],
];

/** What the words in the cells mean. */
export function VerdictLegend() {
  return (
    <dl className="verdict-legend">
      {MEANINGS.map(([verdict, meaning]) => (
        <div key={verdict}>
          <dt>
            <VerdictWord verdict={verdict} />
          </dt>
          <dd>{meaning}</dd>
        </div>
      ))}
    </dl>
  );
}
