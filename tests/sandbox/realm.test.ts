/** What the realms withstand: the static rules that exist for their messages are off here. */
import { afterAll, expect, test } from "vitest";
import { createChildProcessSandbox } from "#sandbox/host/child-process-sandbox.ts";
import {
  attackThenHonest,
  honestPolicy,
  oneLabel,
  runAll,
  runOne,
  shelfTypes,
  threeLabels,
  warningsOf,
} from "../support/shelf-sandbox.ts";

const sandbox = createChildProcessSandbox({ children: 1, softRules: false });
afterAll(() => sandbox.close());

const scenarios = [threeLabels, oneLabel, threeLabels];
const honest = runAll(sandbox, { policy: honestPolicy, scenarios });

/** What is left of an attack that fails: the very bytes of an honest run, every time. */
test.each([
  [
    "changing prototypes",
    "try { (Object.prototype as any).labels = 9; } catch {} try { (Array.prototype as any).push = () => 0; } catch {}",
  ],
  [
    "replacing what a world may use",
    "for (const [o, n] of [[JSON, 'stringify'], [Map.prototype, 'get'], [Array.prototype, 'map']] as any) { try { o[n] = () => 1; } catch {} try { Object.defineProperty(o, n, { value: 1 }); } catch {} try { delete o[n]; } catch {} }",
  ],
  [
    "setters of odd accessors",
    "try { (Iterator.prototype as any).constructor = 1; } catch {} try { (Iterator.prototype as any)[Symbol.toStringTag] = 'x'; } catch {}",
  ],
  [
    "a species of arrays",
    "try { Object.defineProperty(Array, Symbol.species, { get() { return function () { return []; }; } }); } catch {}",
  ],
  [
    "changing the capabilities",
    "try { (k as any).colour_of = () => 'red'; } catch {} try { delete (k as any).warn; } catch {} try { Object.setPrototypeOf(k, {}); } catch {}",
  ],
  [
    "arguments that are objects",
    "let n = 0; const o: any = { toString() { n++; return '0'; }, valueOf() { n++; return 0; } }; try { k.colour_of(o); } catch {} try { k.colour_of(new Proxy({}, { get() { n++; return 0; } }) as any); } catch {} if (n) return 'stuck';",
  ],
])("%s has no effect", async (_, attack) => {
  expect(await runAll(sandbox, { policy: attackThenHonest(attack), scenarios })).toEqual(await honest);
});

test.each([
  ["a variable of the module", "let n = 0;", "n++ > 0"],
  ["a Map of the module", "const m = new Map<string, number>();", "m.size > 0 || (m.set('n', 1), false)"],
  ["a WeakMap on the capabilities", "const m = new WeakMap<object, number>();", "m.has(k) || (m.set(k, 1), false)"],
  ["a closure", "const next = (() => { let n = 0; return () => n++; })();", "next() > 0"],
  ["a private static field", "class C { static #n = 0; static next() { return C.#n++; } }", "C.next() > 0"],
  ["a generator", "const g = (function* () { let n = 0; for (;;) yield n++; })();", "(g.next().value as number) > 0"],
  ["a property of a function", "function f() {} (f as any).n = 0;", "(f as any).n++ > 0"],
  [
    "the last match of an expression",
    "",
    "(RegExp as any).$1 === 'x' || (/(x)/.test('x'), (RegExp as any).$1 === 'x')",
  ],
  ["the position of an expression", "const e = /x/g;", "e.lastIndex > 0 || (e.test('xx'), false)"],
  [
    "the accessors of a stack",
    "",
    "(() => { const f: any = Object.getOwnPropertyDescriptor(new Error('x'), 'stack')?.get ?? {}; if (f.n) return true; try { f.n = 1; } catch {} return false; })()",
  ],
  [
    "what is behind the global object",
    "",
    "(() => { const p: any = Object.getPrototypeOf(globalThis); if (p.n) return true; try { p.n = 1; } catch {} return false; })()",
  ],
  [
    "the prototype of buffers",
    "",
    "(() => { const p: any = Object.getPrototypeOf(new Uint8Array(1).buffer); if (p.n) return true; try { p.n = 1; } catch {} return false; })()",
  ],
])("%s carries nothing from call to call", async (_, before, seen) => {
  const policy = attackThenHonest(`if (${seen}) k.warn("remembered");`, `${before}\n`);
  expect(await runAll(sandbox, { policy, scenarios })).toEqual(await honest);
});

test("clock, chance, code from text, threads and the garbage collector are not there", async () => {
  const policy = `${shelfTypes}
    const absent = ["Date", "performance", "setTimeout", "queueMicrotask", "Promise", "eval", "Function", "Intl",
      "WebAssembly", "SharedArrayBuffer", "Atomics", "WeakRef", "FinalizationRegistry", "ArrayBuffer", "console",
      "process", "require", "lockRealm", "escape"];
    export function stick(k: Kernel): string {
      const there = absent.filter((name) => (globalThis as any)[name] !== undefined);
      if ((Math as any).random !== undefined) there.push("Math.random");
      if (("a" as any).localeCompare !== undefined) there.push("localeCompare");
      for (const f of [() => 0, function* () {}, async () => 0, async function* () {}, k.warn] as any[]) {
        try { f.constructor("return 1"); there.push("constructor"); } catch {}
      }
      try { new (new Uint8Array(1).buffer as any).constructor(8, { maxByteLength: 1e9 }); there.push("ArrayBuffer"); } catch {}
      k.warn("there: " + there.join(" "));
      return "stuck";
    }`;
  expect(warningsOf(await runOne(sandbox, policy))).toEqual(["there: "]);
});

/** Finds what a new version of V8 brings: everything that a policy can reach, by name, syntax or prototype. */
test("everything that a policy can reach is frozen", async () => {
  const policy = `${shelfTypes}
    export function stick(k: Kernel): string {
      const made: any[] = [new Uint8Array(1).buffer, (function* () {})(), function* () {}, async () => 0,
        async function* () {}, [].values(), new Map().entries(), new Set().values(), ""[Symbol.iterator](),
        "a".matchAll(/a/g), [].values().map((x: any) => x), Iterator.from({ next: () => ({ done: true }) } as any),
        (function () { return arguments; })(), /(?<n>a)/d.exec("a"), new Error("x"), /x/, class { static s = 1 },
        Proxy.revocable({}, {}), (function () {}).bind(null), new DataView(new Uint8Array(1).buffer), Symbol("s"), 1n];
      const queue: [any, string][] = [[k, "k"], [globalThis, "globalThis"]];
      made.forEach((value, index) => { queue.push([value, "made" + index]); });
      const seen = new Set<unknown>();
      const open: string[] = [];
      while (queue.length > 0) {
        const [value, path] = queue.pop()!;
        if ((typeof value !== "object" && typeof value !== "function") || value === null || seen.has(value)) continue;
        seen.add(value);
        // What syntax makes anew each time is the policy's own, down to the prototype object of each generator function.
        const isMade = path === "made1.__proto__" || /^made\\d+(\\.(prototype|proxy|revoke|indices|groups|[0-9]|value)(\\.[0-9a-z]+)*)?$/.test(path);
        if (!Object.isFrozen(value) && !isMade) open.push(path);
        for (const key of Reflect.ownKeys(value)) {
          const property: any = Reflect.getOwnPropertyDescriptor(value, key);
          if (property === undefined) continue;
          for (const part of ["value", "get", "set"]) if (part in property) queue.push([property[part], path + "." + String(key)]);
        }
        queue.push([Object.getPrototypeOf(value), path + ".__proto__"]);
      }
      k.warn((seen.size > 450 ? "many" : "only " + seen.size) + " objects, open: " + open.slice(0, 12).join(" "));
      return "stuck";
    }`;
  expect(warningsOf(await runOne(sandbox, policy))).toEqual(["many objects, open: "]);
});

test("a capability is dead as soon as its call is over", async () => {
  const policy = attackThenHonest("(async () => { await 0; k.warn('late'); })().catch(() => 0);");
  const [first, second] = await runAll(sandbox, { policy, scenarios: [oneLabel, oneLabel] });
  expect(first).toEqual((await honest)[1]);
  expect(second?.kind === "traced" && second.trace).not.toContain("late");
});

test("import and import.meta are refused even without the rules that word messages", async () => {
  for (const attack of ["import('node:fs');", "(import.meta as any).url;"]) {
    expect((await runOne(sandbox, attackThenHonest(attack))).kind).toBe("refused-static");
  }
});
