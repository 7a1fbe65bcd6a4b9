import { TraceStepBlock } from "#components/run/trace-step-block.tsx";
import type { Trace } from "#core/run/trace.ts";

/** The whole trace, one block a step. Numbers count from 1 over given and when, as reasons and anchors do. */
export function TraceSteps({ trace, decidedAt }: { readonly trace: Trace; readonly decidedAt: number | null }) {
  return (
    <div className="trace">
      {trace.steps.map((step, index) => (
        // Steps have no name but their place.
        <div key={`s${index + 1}`} id={`s${index + 1}`} className={decidedAt === index + 1 ? "step deciding" : "step"}>
          <TraceStepBlock step={step} number={index + 1} deciding={decidedAt === index + 1} />
        </div>
      ))}
    </div>
  );
}
