/**
 * The world's side of the boundary: joins one world, the kit's runner and one policy, and answers the child's calls with
 * text. Every scenario runs twice, the second time from a deeper stack, so that whatever a policy makes of leftovers or
 * of the stack's depth shows as a difference. Must never look at an error of the policy's realm.
 */
import { firstDifference } from "#sandbox/guest/first-difference.ts";
import type { PolicyRealm } from "#sandbox/guest/policy-realm.ts";
import type { PolicyPort } from "#world-kit/policy-port.ts";
import type { Program } from "#world-kit/program.ts";
import { createRunner } from "#world-kit/run-program.ts";

/** The first character of `run`'s answer; the rest is the trace, the difference or the reason. */
export type RunMark = "T" | "E" | "N" | "L" | "F";

export interface WorldRealm {
  /** `M` and the world's manifest as JSON text, or `R` and why the definition is refused. */
  describe(): string;
  /** Joins the two realms. Without it every hook has today's behaviour. */
  connect(policy: PolicyRealm): void;
  /**
   * One scenario. `T` trace; `E` trace of a run that the policy broke off by failing; `N` two runs differed; `L` the
   * trace is longer than `traceLength` characters; `F` the runner itself failed.
   */
  run(program: string, seed: number, traceLength: number): string;
  /** The same, once, for its side effect on the diagnostic note of the policy's realm. */
  replay(program: string, seed: number): void;
}

/** Frames between the two runs' bases: about a tenth of the stack. */
const DEEPER_FRAMES = 700;
const POLICY_FAILURES = ["threw", "bad-result", "out-of-fuel", "stack", "out-of-memory"];

const nobody: PolicyPort = { has: () => false, call: () => 2, result: () => null, fatal: () => "stack" };

export function createWorldRealm(world: Parameters<typeof createRunner>[0]): WorldRealm {
  let runner: ReturnType<typeof createRunner> | null = null;
  let refusal = "";
  try {
    runner = createRunner(world);
  } catch (error) {
    refusal = inWords(error);
  }
  let begin = (): void => {};
  let port = nobody;
  let failed = false;

  const once = (program: Program, seed: number): string => {
    if (runner === null) throw new Error(refusal);
    begin();
    return runner.run(program, port, seed);
  };
  const twice = (text: string, seed: number, traceLength: number): string => {
    failed = false;
    const program = readProgram(text);
    const first = once(program, seed);
    if (first.length > traceLength) return "L";
    const second = deeper(DEEPER_FRAMES, () => once(program, seed));
    if (first !== second) return `N${firstDifference(first, second)}`;
    return (failed && endedByPolicy(first) ? "E" : "T") + first;
  };

  return {
    describe: () => (runner === null ? `R${refusal}` : `M${runner.manifestJson()}`),
    connect(policy) {
      if (runner === null) return;
      let escaped = false;
      port = {
        has: (hook) => policy.has(hook),
        call(hook, a, b, c, d, e, f, g, h) {
          try {
            const code = policy.call(hook, a, b, c, d, e, f, g, h);
            if (code !== 0) failed = true;
            return code;
          } catch {
            // Only an overflow on entry gets here, and the error is of the other realm.
            failed = true;
            escaped = true;
            return 3;
          }
        },
        result: () => policy.result(),
        fatal: () => (escaped ? "stack" : policy.fatal()),
      };
      begin = () => {
        escaped = false;
        policy.begin();
      };
      policy.bind(runner.port);
    },
    run(program, seed, traceLength) {
      try {
        return twice(program, seed, traceLength);
      } catch (error) {
        return `F${inWords(error)}`;
      }
    },
    replay(program, seed) {
      try {
        once(readProgram(program), seed);
      } catch {
        // The replay is for the note alone.
      }
    },
  };
}

/** Checked and written by the service. */
const readProgram = (text: string): Program => JSON.parse(text) as Program;

function deeper<R>(frames: number, body: () => R): R {
  if (frames === 0) return body();
  const result = deeper(frames - 1, body);
  return result;
}

function endedByPolicy(trace: string): boolean {
  // Written by the runner of this realm: `Trace` in the core describes it.
  const { end } = JSON.parse(trace) as { readonly end: { readonly kind: string } };
  return POLICY_FAILURES.includes(end.kind);
}

/** Only errors of this realm come here: the world's and the kit's own. */
const inWords = (error: unknown): string => {
  if (!(error instanceof Error)) return "something that is no error was thrown";
  return typeof error.stack === "string" && error.stack.includes("\n")
    ? error.stack
    : `${error.name}: ${error.message}`;
};
