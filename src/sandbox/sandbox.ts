/**
 * The port: the only door to code that strangers wrote. Whoever holds a `Sandbox` hands in source text and scenarios and
 * receives outcomes; where and how the code runs is behind it. Machine faults throw; everything a policy can do to
 * itself comes back as an outcome.
 */
import type { Outcome } from "#core/run/outcome.ts";
import type { Program } from "#world-kit/program.ts";

/** Path (relative to the world's folder, with `/`) to text. `world.ts` is the entry. */
export interface WorldSource {
  readonly files: { readonly [path: string]: string };
}
export interface SandboxLimits {
  /** Loop turns and function entries per policy call; a capability counts as 20. Running out is deterministic. */
  readonly fuelPerCall: number;
  /** Wall clock for one scenario, both runs together; only the net under the engine's own loops. */
  readonly deadlineMs: number;
  readonly memoryMb: number;
  readonly traceBytes: number;
  readonly sourceBytes: number;
}
export interface SandboxRequest {
  readonly world: WorldSource;
  /** TypeScript; imports nothing at run time. */
  readonly policy: string;
  readonly scenarios: readonly Program[];
  readonly seed: number;
  readonly limits?: Partial<SandboxLimits>;
}
export interface Sandbox {
  /** Outcomes come one by one, `index` counts the scenarios of the request; each comes exactly once. */
  run(
    request: SandboxRequest,
    signal?: AbortSignal,
  ): AsyncIterable<{ readonly index: number; readonly outcome: Outcome }>;
  /** The world's own description, as JSON text: parse it with `WorldManifest`. Throws `WorldRefused` for a broken world. */
  describe(world: WorldSource, signal?: AbortSignal): Promise<string>;
  close(): Promise<void>;
}
/** A world that does not compile, or whose definition breaks a rule. The message is for its author. */
export class WorldRefused extends Error {
  override readonly name = "WorldRefused";
}
