import { afterAll, expect, test } from "vitest";
import type { Outcome } from "#core/run/outcome.ts";
import { createChildProcessSandbox } from "#sandbox/host/child-process-sandbox.ts";
import {
  attackThenHonest,
  endOf,
  honestPolicy,
  noLabel,
  oneLabel,
  resultsOf,
  runAll,
  runOne,
  shelfTypes,
  threeLabels,
  traceOf,
} from "../support/shelf-sandbox.ts";

const sandbox = createChildProcessSandbox({ children: 1 });
afterAll(() => sandbox.close());

const thrownOf = (outcome: Outcome) => (outcome.kind === "traced" ? outcome.thrown : null);

test("a policy that throws ends the run there, and its frames name the author's lines", async () => {
  const policy = `interface Kernel {
  colour_of(box: number): string;
}

type Deep = { a: { b: number } };
function inner(deep: Deep): number {
  return deep.a.b;
}

export function stick(k: Kernel, slot: number): string {
  const wrong = {} as Deep;
  return String(inner(wrong));
}
`;
  const outcome = await runOne(sandbox, policy, threeLabels);
  expect(traceOf(outcome).end).toEqual({ kind: "threw", step: 2, hook: "stick" });
  expect(thrownOf(outcome)).toEqual({
    message: "TypeError: Cannot read properties of undefined (reading 'b')",
    frames: [
      { name: "inner", line: 7, column: 17 },
      { name: "stick", line: 12, column: 17 },
    ],
  });
});

test("the engine's own words never get into a trace", async () => {
  const outcome = await runOne(sandbox, "export function stick(): string { return (null as any).x; }");
  expect(outcome.kind === "traced" && outcome.trace).not.toContain("Cannot read");
});

test.each(["null", "undefined", "Symbol('x')", "'text'", "1n", "{ get message() { for (;;); } }"])(
  "a policy may throw %s: it has thrown, and nothing looks at what",
  async (value) => {
    expect(endOf(await runOne(sandbox, `export function stick(): string { throw ${value}; }`))).toBe("threw");
  },
);

test("a thrown Proxy runs none of its traps", async () => {
  const traps = "{ get() { for (;;); }, getPrototypeOf() { for (;;); }, getOwnPropertyDescriptor() { for (;;); } }";
  expect(endOf(await runOne(sandbox, `export function stick(): string { throw new Proxy({}, ${traps}); }`))).toBe(
    "threw",
  );
});

test.each([
  ["an endless loop", "for (;;) ;"],
  ["a loop that catches what ends it", "for (;;) try { for (;;) ; } catch {}"],
  ["a loop in finally", "try { for (;;) ; } finally { for (;;) ; }"],
  ["an endless generator", "function* g() { for (;;) yield 1; } for (const _ of g()) ;"],
  ["endless sorting", "[1, 2, 3].sort(() => { for (;;) ; });"],
  ["a flood of capabilities", "for (;;) try { k.colour_of(0); } catch {}"],
])("%s runs out of fuel, every time at the same place", async (_, attack) => {
  const policy = attackThenHonest(attack);
  const [first, second] = await runAll(sandbox, { policy, scenarios: [oneLabel, oneLabel] });
  expect(traceOf(first).end).toEqual({ kind: "out-of-fuel", step: 2, hook: "stick" });
  expect(second).toEqual(first);
});

test("a loop at the top of the module runs out of fuel as well", async () => {
  expect(endOf(await runOne(sandbox, attackThenHonest("", "for (;;) ;\n")))).toBe("out-of-fuel");
});

test("running out of fuel names the loop", async () => {
  const outcome = await runOne(sandbox, `${shelfTypes}export function stick(k: Kernel): string {\n\n  for (;;) ;\n}\n`);
  expect(thrownOf(outcome)?.message).toBe("The call ran out of fuel: too many turns of loops and calls of functions.");
  expect(thrownOf(outcome)?.frames[0]).toMatchObject({ name: "stick", line: 9 });
});

test.each([
  ["caught", "let d = 0; const f = (): void => { d++; f(); }; try { f(); } catch {} if (d % 2) return 'stuck';"],
  [
    "swallowed by finally",
    "let d = 0; const f = (): number => { d++; try { return f(); } finally { return d; } }; f();",
  ],
  [
    "swallowed twice",
    "const f = (): number => { try { return f(); } finally { try { f(); } finally { return 1; } } }; f();",
  ],
  [
    "inside of a builtin",
    "const a: any[] = []; let o: any = a; for (let i = 0; i < 9e4; i++) o = [o]; try { JSON.stringify(o); } catch {}",
  ],
  ["inside of a capability", "const f = (): void => { try { k.colour_of(0); } catch {} f(); }; try { f(); } catch {}"],
])("recursion without end, %s, ends the run and nothing of its depth shows", async (_, attack) => {
  const limits = { fuelPerCall: 10_000_000 };
  const policy = attackThenHonest(attack);
  const [first, second] = await runAll(sandbox, { policy, scenarios: [oneLabel, oneLabel], limits });
  expect(traceOf(first).end).toEqual({ kind: "stack", step: 2, hook: "stick" });
  expect(second?.kind === "traced" && first?.kind === "traced" && second.trace === first.trace).toBe(true);
});

test.each(["undefined", "{}", "[]", "() => 1", "10n", "'x'.repeat(1e6)", "'fallen off'", "0 / 0"])(
  "a hook that answers %s has answered badly",
  async (value) => {
    expect(endOf(await runOne(sandbox, `export function stick(): any { return ${value}; }`))).toBe("bad-result");
  },
);

test("a builtin that never ends costs its own scenario and no other", async () => {
  const hang = "if (slot === 1) Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1);";
  const outcomes = await runAll(sandbox, {
    policy: attackThenHonest(hang),
    scenarios: [oneLabel, threeLabels, noLabel, oneLabel],
    limits: { deadlineMs: 500 },
  });
  expect(outcomes.map(({ kind }) => kind)).toEqual(["traced", "timed-out", "traced", "traced"]);
  expect(outcomes[3]).toEqual(outcomes[0]);
  expect(resultsOf(await runOne(sandbox, honestPolicy))).toEqual([null, "stuck"]);
});

test("a policy that hangs only where its failure is looked at again costs no other scenario", async () => {
  const twoFaced = `if (slot === 1) {
    if (String(new Error("x").stack).includes("policy.js")) Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1);
    throw new Error("no");
  }`;
  const [threw, after] = await runAll(sandbox, {
    policy: attackThenHonest(twoFaced),
    scenarios: [threeLabels, oneLabel],
    limits: { deadlineMs: 500 },
  });
  expect(endOf(threw)).toBe("threw");
  expect(threw && thrownOf(threw)).toBeNull();
  expect(after).toEqual(await runOne(sandbox, honestPolicy));
});

test("a regular expression that backtracks for ever is stopped by the deadline", async () => {
  const [outcome] = await runAll(sandbox, {
    policy: attackThenHonest("/^(a+)+$/.test('a'.repeat(60) + 'b');"),
    scenarios: [oneLabel],
    limits: { deadlineMs: 500 },
  });
  expect(outcome).toEqual({ kind: "timed-out", afterMs: 500 });
});

test.each([
  ["arrays", "const a: any[] = []; for (let i = 0; i < 9e4; i++) a.push(new Array(1000).fill({}));"],
  ["a string that is taken apart", "const a = 'ab,'.repeat(1.5e8).split(','); if (a.length > 1e8) [...a];"],
  [
    "buffers",
    "const a: any[] = []; try { for (let i = 0; i < 1000; i++) a.push(new Uint8Array(8e6).fill(1)); } catch {}",
  ],
])("memory that grows with %s costs its own scenario and no other", async (_, attack) => {
  const outcomes = await runAll(sandbox, {
    policy: attackThenHonest(`if (slot === 1) { ${attack} }`),
    scenarios: [oneLabel, threeLabels, oneLabel],
  });
  const [before, during, after] = outcomes;
  expect(endOf(before)).toBe("completed");
  expect(after).toEqual(before);
  const stopped = during?.kind === "traced" ? endOf(during) : during?.kind;
  expect(["out-of-memory", "timed-out"]).toContain(stopped);
});

test("a result that depends on the depth of the stack is called nondeterministic, with the first difference", async () => {
  const probe = `let depth = 0;
    const dive = (): void => { depth++; dive(); };
    const it: any = { [Symbol.iterator]: () => ({ next: () => ({ done: false }), return() { dive(); } }) };
    try { for (const _ of it) throw 1; } catch {}
    k.warn(String(depth));`;
  const outcome = await runOne(sandbox, attackThenHonest(probe));
  expect(outcome.kind).toBe("nondeterministic");
  expect(outcome.kind === "nondeterministic" && outcome.difference).toMatch(
    /^steps\[1\]\.\S+: "\d+" in the first run, "\d+" in the second$/,
  );
});

test("a trace that is too long is not kept", async () => {
  const [outcome] = await runAll(sandbox, { policy: honestPolicy, scenarios: [oneLabel], limits: { traceBytes: 100 } });
  expect(outcome).toEqual({ kind: "output-too-large", limitBytes: 100 });
});
