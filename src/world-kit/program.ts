/** What enters the sandbox of a scenario: configuration and steps, never expectations, titles or citations. */
import type { ArgumentValue } from "#world-kit/argument.ts";

export interface ProgramStep {
  readonly phase: "given" | "when";
  readonly call: string;
  /** Checked against the world's arguments, defaults filled in, references still as names. */
  readonly args: { readonly [name: string]: ArgumentValue };
}
export interface Program {
  readonly config: { readonly [name: string]: string };
  readonly steps: readonly ProgramStep[];
}
