/**
 * A policy on its way into the sandbox: size, TypeScript to JavaScript, syntax, static rules, fuel. Every refusal names
 * the author's own line and says what to write instead. Types are not checked here: they are no safety boundary.
 */
import type { TraceMap } from "@jridgewell/trace-mapping";
import { type Program, parse } from "acorn";
import { type TransformFailure, transform } from "esbuild";
import { textHash } from "#core/content-hash.ts";
import type { Result } from "#core/result.ts";
import type { SourceProblem } from "#core/run/outcome.ts";
import { BoundedCache } from "#sandbox/host/bounded-cache.ts";
import { compileWithinDeadline } from "#sandbox/host/compile-deadline.ts";
import { instrumentPolicy } from "#sandbox/host/compile-policy-fuel.ts";
import { findRuleBreaches, type RuleBreach } from "#sandbox/host/compile-policy-rules.ts";
import { COMPILED_KEPT, DEFAULT_LIMITS, PROBLEMS_SHOWN, SYNTAX_DEPTH } from "#sandbox/host/sandbox-limits.ts";
import { originalPosition, positionAt, readMap } from "#sandbox/host/source-position.ts";

export interface CompiledPolicy {
  /** An ECMAScript module that imports nothing; `policy` is its only export. */
  readonly module: string;
  /** From the module back to the author's file. */
  readonly maps: readonly TraceMap[];
}
export interface PolicyOptions {
  readonly sourceBytes?: number;
  /** False leaves out the rules that exist for their sentences only, to test what the realm itself withstands. */
  readonly softRules?: boolean;
}
type Compiled = Result<CompiledPolicy, readonly SourceProblem[]>;

const compiled = new BoundedCache<Promise<Compiled>>(COMPILED_KEPT);

export function compilePolicy(source: string, options: PolicyOptions = {}): Promise<Compiled> {
  const { sourceBytes = DEFAULT_LIMITS.sourceBytes, softRules = true } = options;
  const bytes = Buffer.byteLength(source);
  if (bytes > sourceBytes) {
    return Promise.resolve(
      refused([{ line: 1, column: 1, message: `The file has ${bytes} bytes; ${sourceBytes} are allowed.` }]),
    );
  }
  const key = `${softRules} ${textHash(source)}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const fresh = compileFresh(source, softRules);
  compiled.set(key, fresh);
  return fresh;
}

async function compileFresh(source: string, softRules: boolean): Promise<Compiled> {
  const script = await toJavaScript(source);
  if (!script.ok) return script;
  const { code, map } = script.value;
  const inSource = readMap(map);
  const problem = (at: number, message: string): SourceProblem => {
    const place = originalPosition([inSource], positionAt(code, at));
    return { line: place?.line ?? 1, column: place?.column ?? 1, message };
  };
  const syntax = toSyntax(code, softRules);
  if (!syntax.ok) return refused(syntax.error.map(({ at, message }) => problem(at, message)));
  const text = instrumentPolicy(code, syntax.value);
  const inScript = readMap(text.generateMap({ hires: true, source: "policy.js" }).toString());
  return { ok: true, value: { module: text.toString(), maps: [inScript, inSource] } };
}

const refused = (problems: readonly SourceProblem[]): Compiled => ({
  ok: false,
  error: problems.slice(0, PROBLEMS_SHOWN),
});

async function toJavaScript(
  source: string,
): Promise<Result<{ readonly code: string; readonly map: string }, readonly SourceProblem[]>> {
  try {
    const options = {
      loader: "ts",
      target: "es2024",
      format: "esm",
      sourcefile: "policy.ts",
      sourcemap: "external",
      sourcesContent: false,
      legalComments: "none",
      logLevel: "silent",
      tsconfigRaw: {},
    } as const;
    const script = await compileWithinDeadline(() => transform(source, options));
    if (script !== null) return { ok: true, value: { code: script.code, map: script.map } };
    return {
      ok: false,
      error: [{ line: 1, column: 1, message: "The file takes too long to compile: nest less deeply." }],
    };
  } catch (error) {
    if (!isTransformFailure(error)) throw error;
    const problems = error.errors.slice(0, PROBLEMS_SHOWN).map(({ text, location }) => ({
      line: location?.line ?? 1,
      column: (location?.column ?? 0) + 1,
      message: text,
    }));
    return { ok: false, error: problems };
  }
}

const isTransformFailure = (error: unknown): error is TransformFailure => error instanceof Error && "errors" in error;

/** The program, if it keeps the rules. */
function toSyntax(code: string, softRules: boolean): Result<Program, readonly RuleBreach[]> {
  try {
    const program = parse(code, { ecmaVersion: 2025, sourceType: "module" });
    const breaches = findRuleBreaches(program, { soft: softRules });
    return breaches.length === 0 ? { ok: true, value: program } : { ok: false, error: breaches };
  } catch (error) {
    // Parser and walk call themselves for every level of nesting.
    if (error instanceof RangeError) {
      return {
        ok: false,
        error: [{ at: 0, message: `The code is nested too deeply; ${SYNTAX_DEPTH} levels are allowed.` }],
      };
    }
    if (!(error instanceof SyntaxError)) throw error;
    // Acorn's errors carry the place, and its line and column at the end of the text.
    const at = "pos" in error && typeof error.pos === "number" ? error.pos : 0;
    return { ok: false, error: [{ at, message: error.message.replace(/ \(\d+:\d+\)$/, "") }] };
  }
}
