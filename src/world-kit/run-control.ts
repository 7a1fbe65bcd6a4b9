/**
 * Whether a run goes on, and how it ended. States: running (entered by `begin`), ended (entered by the first `end` or
 * `blame`; never left before the next `begin`). Once ended, whatever calls into the kit is thrown out of with `RunStop`,
 * so that code which catches it gets nowhere.
 */
import { OutsideSchema } from "#world-kit/outside-schema.ts";
import type { Fatal } from "#world-kit/policy-port.ts";
import { quoted } from "#world-kit/trace-text.ts";

/** `TraceEnd` of core, without the step, which the control knows. */
export type RunEnd =
  | { readonly kind: "not-applicable" | "world-fault"; readonly reason: string }
  | {
      readonly kind: "threw" | "bad-result" | "out-of-fuel" | "stack" | "out-of-memory";
      readonly hook: string;
    };

/** Leaves world code after the run has ended. Carries nothing: the control knows why. */
export class RunStop extends Error {
  override readonly name = "RunStop";
}

/** How the V8 line that the engine version names says that its stack is full. Compared, never shown. */
const OVERFLOW = "Maximum call stack size exceeded";

const END_OF_FATAL: { readonly [F in Fatal]: Extract<RunEnd, { hook: string }>["kind"] } = {
  fuel: "out-of-fuel",
  stack: "stack",
  nesting: "stack",
  memory: "out-of-memory",
  "capability-outside-call": "threw",
};

export class RunControl {
  /** Counted from 1; 0 before the first step. */
  step = 0;
  ended: RunEnd | null = null;
  /** How much happened before the end depends on the engine's stack or memory: it is kept out of the trace. */
  inexact = false;
  /** The policy's hooks that are being answered, outermost first. */
  readonly hooks: string[] = [];
  /** The invariant that is looking at the state, while nothing may happen. */
  looking: string | null = null;

  begin(): void {
    this.step = 0;
    this.ended = null;
    this.inexact = false;
    this.looking = null;
    this.hooks.length = 0;
  }

  /** The first end stands. */
  end(end: RunEnd): never {
    this.ended ??= end;
    throw new RunStop();
  }

  fault(reason: string): never {
    return this.end({ kind: "world-fault", reason });
  }

  endByFatal(fatal: Fatal, hook: string): never {
    if (this.ended === null) this.inexact = fatal === "stack" || fatal === "memory";
    return this.end({ kind: END_OF_FATAL[fatal], hook });
  }

  /** Throws where nothing may happen any more, or not now. */
  demandRunning(): void {
    if (this.ended !== null) throw new RunStop();
    if (this.looking !== null) this.fault(`invariant ${this.looking} does more than look`);
  }

  /**
   * Ends the run for an exception that came out of code of the world. Text of the engine's own errors never gets into a
   * trace: it changes between versions. While a policy is asked, an overflow is the policy's: its calls filled the stack.
   */
  blame(error: unknown, where: string): void {
    if (this.ended !== null) return;
    const hook = this.hooks.at(-1);
    this.inexact = error instanceof RangeError && error.message === OVERFLOW;
    if (this.inexact && hook !== undefined) {
      this.ended = { kind: "stack", hook };
    } else if (error instanceof OutsideSchema) {
      this.ended = { kind: "world-fault", reason: error.message };
    } else {
      this.ended = { kind: "world-fault", reason: `exception in ${where}` };
    }
  }

  endJson(): string {
    const end = this.ended;
    if (end === null) return '{"kind":"completed"}';
    const rest = "reason" in end ? `"reason":${quoted(end.reason)}` : `"hook":${quoted(end.hook)}`;
    return `{"kind":"${end.kind}","step":${this.step},${rest}}`;
  }
}
