/** How a policy failed, with the lines of the policy that say so. */

import { permalink } from "#core/permalink.ts";
import type { CellPage, OutcomeWithoutTrace } from "#core/run/cell-page.ts";
import type { TraceEnd } from "#core/run/trace.ts";

/** Null where the run ended by itself. */
export function PolicyFailure({ page }: { readonly page: CellPage }) {
  const sentence = outcomeSentence(page.outcome) ?? endSentence(page.trace?.end ?? { kind: "completed" });
  if (sentence === null) return null;
  const { key, version } = page.inputs.proposal;
  const policy = permalink.proposalVersion(page.decision.slug, key, version);
  return (
    <div className="failure">
      <p>{sentence}</p>
      {page.outcome.kind === "refused-static" && (
        <ul>
          {page.outcome.problems.map((problem) => (
            <li key={`${problem.line} ${problem.column} ${problem.message}`}>
              <a href={`${policy}#p${problem.line}`}>{`policy.ts line ${problem.line}, column ${problem.column}`}</a>
              {`: ${problem.message}`}
            </li>
          ))}
        </ul>
      )}
      {page.outcome.kind === "traced" && page.outcome.thrown !== null && (
        <>
          <pre>{page.outcome.thrown.message}</pre>
          <ul>
            {page.outcome.thrown.frames.map((frame, index) => (
              <li key={`${index} ${frame.line}`}>
                <a href={`${policy}#p${frame.line}`}>{`policy.ts line ${frame.line}, column ${frame.column}`}</a>
                {`, in ${frame.name}()`}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function outcomeSentence(outcome: OutcomeWithoutTrace): string | null {
  switch (outcome.kind) {
    case "traced":
      return null;
    case "refused-static":
      return "The policy was declined before it ran:";
    case "nondeterministic":
      return `Two runs of the same inputs differed. First difference: ${outcome.difference}`;
    case "timed-out":
      return `The run was stopped after ${outcome.afterMs} ms.`;
    case "out-of-memory":
      return "The run was stopped: it needed more memory than a run may have.";
    case "output-too-large":
      return `The run was stopped: its trace is longer than ${outcome.limitBytes} bytes.`;
  }
}

function endSentence(end: TraceEnd): string | null {
  switch (end.kind) {
    case "completed":
      return null;
    case "not-applicable":
      return `The question is void since step ${end.step}: ${end.reason}`;
    case "threw":
      return `The policy threw in ${end.hook}(), in step ${end.step}:`;
    case "bad-result":
      return `The policy's ${end.hook}() gave back something that the world does not allow, in step ${end.step}.`;
    case "out-of-fuel":
      return `The policy used up its fuel in ${end.hook}(), in step ${end.step}.`;
    case "stack":
      return `The policy used up its stack in ${end.hook}(), in step ${end.step}.`;
    case "out-of-memory":
      return `The policy used up its memory in ${end.hook}(), in step ${end.step}.`;
    case "world-fault":
      return `The world itself failed in step ${end.step}: ${end.reason}`;
  }
}
