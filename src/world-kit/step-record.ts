import { primitiveJson, quoted } from "#world-kit/trace-text.ts";

/** Calls kept of one step; one more entry says that there were more. A policy may call capabilities without end. */
export const MAX_CALLS = 256;
/** Warnings kept of one step, likewise. */
export const MAX_WARNINGS = 32;
/** Deepest call kept: `TraceCall` of core allows no deeper one. */
const MAX_DEPTH = 64;
const MAX_ARGS = 8;

const MORE_CALLS = '[0,"system","(further calls are not recorded)",[],null]';
const MORE_WARNINGS = '{"code":"(more)","text":"further warnings are not recorded"}';

/** What happens during one step, written down as JSON text while it happens. Used again for every step. */
export class StepRecord {
  private readonly heads: string[] = [];
  private readonly results: string[] = [];
  private calls = 0;
  private warningsText = "";
  private warningCount = 0;
  private refusedText = "null";
  /** How many functions are entered and not left. */
  depth = 0;

  begin(): void {
    this.calls = 0;
    this.depth = 0;
    this.warningsText = "";
    this.warningCount = 0;
    this.refusedText = "null";
  }

  /** `who` is the JSON text of layer and name: `"system","lookup"`. Returns what `leave` wants, -1 where not recorded. */
  enter(who: string, args: readonly unknown[]): number {
    const depth = this.depth++;
    if (depth > MAX_DEPTH) return -1;
    const call = this.calls++;
    if (call >= MAX_CALLS) return -1;
    let text = "";
    for (let i = 0; i < args.length && i < MAX_ARGS; i++) text += `${i === 0 ? "" : ","}${primitiveJson(args[i])}`;
    this.heads[call] = `[${depth},${who},[${text}],`;
    this.results[call] = "null";
    return call;
  }

  leave(call: number, resultJson: string): void {
    this.depth--;
    if (call >= 0) this.results[call] = resultJson;
  }

  warn(code: string, text: string): void {
    const count = this.warningCount++;
    if (count > MAX_WARNINGS) return;
    const entry = count === MAX_WARNINGS ? MORE_WARNINGS : `{"code":${quoted(code)},"text":${quoted(text)}}`;
    this.warningsText += count === 0 ? entry : `,${entry}`;
  }

  /** The first reason of a step stands. */
  refuse(reason: string): void {
    if (this.refusedText === "null") this.refusedText = quoted(reason);
  }

  callsJson(): string {
    if (this.calls === 0) return "[]";
    let text = "[";
    for (let i = 0; i < this.calls && i < MAX_CALLS; i++)
      text += `${i === 0 ? "" : ","}${this.heads[i]}${this.results[i]}]`;
    return this.calls > MAX_CALLS ? `${text},${MORE_CALLS}]` : `${text}]`;
  }

  warningsJson(): string {
    return `[${this.warningsText}]`;
  }

  refusedJson(): string {
    return this.refusedText;
  }
}
