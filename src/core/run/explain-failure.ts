/** The reason in words where a policy failed by itself, or the run was stopped: nothing was judged then. */
import { ownMember } from "#core/own-member.ts";
import type { Outcome } from "#core/run/outcome.ts";
import type { TraceEnd } from "#core/run/trace.ts";
import { toAscii } from "#core/text/to-ascii.ts";
import type { WorldManifest } from "#core/world/world-manifest.ts";

type Stopped = Exclude<Outcome, { kind: "traced" }>;
type Traced = Extract<Outcome, { kind: "traced" }>;
type Broken = Exclude<TraceEnd, { kind: "completed" } | { kind: "not-applicable" } | { kind: "world-fault" }>;

export function explainStopped(outcome: Stopped): string {
  switch (outcome.kind) {
    case "refused-static": {
      const [first] = outcome.problems;
      const more = outcome.problems.length - 1;
      const where =
        first === undefined ? "the policy was refused" : `policy.ts line ${first.line}: ${stop(first.message)}`;
      return toAscii(`${where}.${more > 0 ? ` ${more} more problem${more === 1 ? "" : "s"} like it.` : ""}`);
    }
    case "nondeterministic":
      return toAscii(`Two runs of the same inputs left different traces: ${stop(outcome.difference)}.`);
    case "timed-out":
      return `Stopped after ${outcome.afterMs} ms, with fuel left: no violation was looked for.`;
    case "out-of-memory":
      return "Stopped: the policy used more memory than a run may have.";
    case "output-too-large":
      return `Stopped: the trace grew beyond ${outcome.limitBytes} bytes.`;
  }
}

export function explainBroken(manifest: WorldManifest, end: Broken, thrown: Traced["thrown"]): string {
  return toAscii(`Step ${end.step}: the policy ${brokenWords(manifest, end, thrown)}.`);
}

function brokenWords(manifest: WorldManifest, end: Broken, thrown: Traced["thrown"]): string {
  const hook = end.hook === "" ? "its code" : `${end.hook}()`;
  const [frame] = thrown?.frames ?? [];
  const where = frame === undefined ? hook : `${hook}, policy.ts line ${frame.line}`;
  switch (end.kind) {
    case "threw":
      return `threw in ${where}${thrown === null || thrown.message === "" ? "" : `: ${stop(thrown.message.slice(0, 160))}`}`;
    case "bad-result":
      return `answered something that ${hook} may not answer${allowed(ownMember(manifest.hooks, end.hook)?.returns)}`;
    case "out-of-fuel":
      return `ran out of fuel in ${where}: a loop that does not end, or too much work for one call`;
    case "stack":
      return `nested its calls too deeply in ${where}`;
    case "out-of-memory":
      return `used more memory than a run may have in ${where}`;
  }
}

/** `returns` comes from the world's author. */
function allowed(returns: unknown): string {
  if (typeof returns !== "object" || returns === null) return "";
  if ("values" in returns && Array.isArray(returns.values)) return ` (it may answer ${returns.values.join(", ")})`;
  if ("min" in returns && "max" in returns)
    return ` (it may answer a whole number from ${returns.min} to ${returns.max})`;
  return "kind" in returns && returns.kind === "bool" ? " (it may answer true or false)" : "";
}

const stop = (text: string): string => text.replace(/[.\s]+$/, "");
