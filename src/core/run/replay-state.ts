import { parseStatePath, writeStatePath } from "#core/run/state-path.ts";
import type { Trace, TraceValue } from "#core/run/trace.ts";

/**
 * The state after the first `steps` steps (0 is the initial one), from the changes the trace recorded. An item that went
 * from the end of a list is null in it.
 */
export function replayState(trace: Trace, steps: number): { [field: string]: TraceValue } {
  let state: TraceValue = trace.initial;
  for (const step of trace.steps.slice(0, steps)) {
    for (const [text, , after] of step.changes) {
      const path = parseStatePath(text);
      if (path !== null && path.length > 0) state = writeStatePath(state, path, after);
    }
  }
  return state !== null && typeof state === "object" && !Array.isArray(state) ? state : {};
}
