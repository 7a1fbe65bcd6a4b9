/** One step: the call, who was called in turn, what changed, and what somebody saw of it. */

import { valueText } from "#components/run/value-text.ts";
import type { TraceCall, TraceChange, TraceStep } from "#core/run/trace.ts";

export interface TraceStepBlockProps {
  readonly step: TraceStep;
  /** From 1. */
  readonly number: number;
  readonly deciding: boolean;
}

export function TraceStepBlock({ step, number, deciding }: TraceStepBlockProps) {
  const metrics = Object.entries(step.metrics).filter(([, added]) => added !== 0);
  return (
    <>
      <h3>
        <a href={`#s${number}`}>{`Step ${number}`}</a>
        <span className="phase">{`, ${step.phase}`}</span>
        {deciding && <strong>, decides the verdict</strong>}
      </h3>
      <pre className="call">{`${callText(step)}${step.result === null ? "" : ` = ${valueText(step.result)}`}`}</pre>
      {step.calls.length > 0 && <CallTable calls={step.calls} number={number} />}
      {step.changes.length > 0 && <ChangeTable changes={step.changes} number={number} />}
      {step.refused !== null && <p className="note note-refused">{`Refused: ${step.refused}`}</p>}
      {step.warnings.map((warning) => (
        <p key={`${warning.code} ${warning.text}`} className="note note-warned">
          {`Warning ${warning.code}: ${warning.text}`}
        </p>
      ))}
      {step.violations.map((violation) => (
        <p
          key={`${violation.invariant} ${violation.entity} ${violation.index}`}
          className={`note note-${violation.severity}`}
        >
          {`Violates ${violation.invariant} (${violation.severity}): ${violation.text}`}
        </p>
      ))}
      {step.cleared > 0 && (
        <p className="note">
          {step.cleared === 1 ? "Ended 1 earlier violation." : `Ended ${step.cleared} earlier violations.`}
        </p>
      )}
      {metrics.length > 0 && (
        <p className="note">{`Counted: ${metrics.map(([name, added]) => `${name} +${added}`).join(", ")}`}</p>
      )}
    </>
  );
}

const callText = (step: TraceStep): string =>
  `${step.call}(${Object.entries(step.args)
    .map(([name, value]) => `${name}: ${valueText(value)}`)
    .join(", ")})`;

/** Two no-break spaces a level: the depth is in the text itself, so that it survives without the style sheet. */
const indent = (depth: number): string => "\u00a0\u00a0".repeat(depth);

function CallTable({ calls, number }: { readonly calls: readonly TraceCall[]; readonly number: number }) {
  return (
    <div className="scroll">
      <table className="plain calls">
        <caption>{`Calls of step ${number}`}</caption>
        <thead>
          <tr>
            <th scope="col">layer</th>
            <th scope="col">call</th>
            <th scope="col">result</th>
          </tr>
        </thead>
        <tbody>
          {calls.map(([depth, layer, name, args, result], index) => (
            <tr key={`${index} ${name}`} className={`layer-${layer}`}>
              <td>{layer}</td>
              <td>
                <code>{`${indent(depth)}${name}(${args.map(valueText).join(", ")})`}</code>
              </td>
              <td>{result === null ? "" : <code>{valueText(result)}</code>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ChangeTable({ changes, number }: { readonly changes: readonly TraceChange[]; readonly number: number }) {
  return (
    <div className="scroll">
      <table className="plain changes">
        <caption>{`Changes by step ${number}`}</caption>
        <thead>
          <tr>
            <th scope="col">state</th>
            <th scope="col">before</th>
            <th scope="col">after</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(([path, before, after]) => (
            <tr key={path}>
              <th scope="row">
                <code>{path}</code>
              </th>
              <td>
                <code>{valueText(before)}</code>
              </td>
              <td>
                <code>{valueText(after)}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
