import { compileFunction } from "node:vm";
import { expect, test } from "vitest";
import { compilePolicy } from "#sandbox/host/compile-policy.ts";

const problems = async (source: string) => {
  const compiled = await compilePolicy(source);
  if (compiled.ok) throw new Error("the policy was accepted");
  return compiled.error;
};
const places = async (source: string) => (await problems(source)).map(({ line, column }) => `${line}:${column}`);

test("a refusal names the author's line and column, after lines of types that are gone", async () => {
  const source = `interface Kernel {
  a: number;
}
type Mode = "WC" | "UC";

export function hook(k: Kernel, mode: Mode): string {
  const now = Date.now();
  return mode;
}
`;
  expect(await problems(source)).toEqual([
    { line: 7, column: 15, message: "A run has no clock: if time matters, the world has to model it. Remove `Date`." },
  ]);
});

test("all refusals are told at once, in the order of the file", async () => {
  const source = "export async function a() {\n  await 1;\n}\nexport const b = () => Math.random();\nimport('x');\n";
  expect(await places(source)).toEqual(["1:1", "2:3", "4:24", "5:1"]);
});

test("a mistake in the syntax is told with the author's line", async () => {
  expect(await places("export function a() {\n\n  const x: number = ;\n}")).toEqual(["3:21"]);
});

test.each([
  ["import fs from 'node:fs'; export const a = () => fs;", "A policy imports types only"],
  ["import './x.ts';", "A policy imports types only"],
  ["export * from './x.ts';", "A policy exports functions by name"],
  ["export default function () { return 1; }", "A policy exports functions by name"],
  ["export const limit = 3;", "A policy exports functions by name"],
  ["export let a = () => 1;", "A policy exports functions by name"],
  ["export class A {}", "A policy exports functions by name"],
  ["const limit = 3; export { limit };", "A policy exports functions by name"],
  ["export function* a() { yield 1; }", "cannot be a generator"],
  ["import.meta;", "`import.meta` says where a file is"],
  ["debugger;", "remove `debugger`"],
  ["const __bkf = 1;", "belong to the compiler"],
  ["const \\u005f_bkf = 1;", "belong to the compiler"],
  ["eval('1');", "Code cannot be made from text"],
  ["new Function('1');", "Code cannot be made from text"],
  ["globalThis.x;", "There is no surrounding system"],
  ["console.log(1);", "Use a capability"],
  ["for await (const x of []) ;", "for await"],
])("%s is refused", async (source, sentence) => {
  const [first] = await problems(source);
  if (sentence === "Use a capability") expect(first?.message).toContain("use a capability");
  else expect(first?.message).toContain(sentence);
});

test.each([
  ["types are imported", 'import type { Kernel } from "#worlds/x/kernel.ts"; export const a = (k: Kernel) => 1;'],
  ["an import is only used as a type", 'import { Kernel } from "./kernel.ts"; export const a = (k: Kernel) => 1;'],
  [
    "a parameter is named like something that is not there",
    "export const a = (k: unknown, process: number, module: number) => process + module;",
  ],
  ["a property is named so", "export const a = (k: { Date: number }) => k.Date + ({ eval: 1 }).eval;"],
  ["nothing is exported", "// nothing to change\n"],
  [
    "a list exports functions under other names",
    "const f = () => 1; function g() { return f(); } export { f as a, g as b };",
  ],
])("a policy is accepted where %s", async (_, source) => {
  expect((await compilePolicy(source)).ok).toBe(true);
});

test("a file that is too large is refused before anything parses it", async () => {
  expect(await problems(`// ${"x".repeat(70_000)}`)).toEqual([
    { line: 1, column: 1, message: expect.stringContaining("65536 are allowed") },
  ]);
});

test.each([
  ["[", "]"],
  ["{a:", "}"],
  ["f(", ")"],
])("nesting of %s is refused, however deep", async (opening, closing) => {
  for (const depth of [300, 9_000]) {
    const [first] = await problems(`const x = ${`${opening} `.repeat(depth)}1${closing.repeat(depth)};`);
    expect(first?.message).toMatch(/nest|stack space/i);
  }
});

test("a text on which the compiler would work for minutes is refused after seconds", async () => {
  const [first] = await problems(`const x = ${"x=>".repeat(9_000)}1;`);
  expect(first?.message).toBe("The file takes too long to compile: nest less deeply.");
  expect((await compilePolicy("export const a = () => 1;")).ok).toBe(true);
});

/** Runs the instrumented module in this process, which only our own text does. */
const runCompiled = async (source: string, fuel = 1000): Promise<unknown> => {
  const compiled = await compilePolicy(source);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.error));
  const factory = compileFunction(`"use strict";${compiled.value.module.replace("export const policy=", "return ")}`)();
  const outOfFuel = (): never => {
    throw new Error("out of fuel");
  };
  const enter = (_: string, body: (...args: unknown[]) => unknown, args: unknown[]) => body(...args);
  const policy = factory(outOfFuel, () => null, enter);
  policy.reset(fuel);
  const run = policy.make()[policy.names.indexOf("run")];
  const result = run(null);
  expect(policy.pending()).toBe(0);
  return result;
};

test.each([
  ["let s = 0; for (let i = 0; i < 4; i++) s += i; return s;", 6],
  ["let s = 0; for (const x of [1, 2]) for (const y of [3, 4]) s += x * y; return s;", 21],
  ["let s = 0; for (const k in { a: 1, b: 2 }) if (k === 'b') s = 2; else s = 1; return s;", 2],
  ["let i = 0; do i++; while (i < 5); while (i < 9) i++; return i;", 9],
  ["outer: for (;;) for (;;) break outer; return 1;", 1],
  ["const f = (x: number) => (y: number) => ({ s: x + y }); return f(1)(2).s;", 3],
  ["const f = (a: number, b = a * 2) => [a, b]; return f(2).join();", "2,4"],
  ["try { throw new Error('m'); } catch (e: any) { return e.message; }", "m"],
  ["try { throw { a: 1, b: [2, 3] }; } catch ({ a, b: [, c], d = () => 4 }: any) { return a + c + d(); }", 8],
  ["try { throw 1; } catch { return 2; } finally { }", 2],
  ["let s = ''; try { try { throw 1; } finally { s += 'f'; } } catch (e) { s += e; } return s;", "f1"],
  ["try { throw 1; } catch (e) { var e: any; return e; }", 1],
  ["class A { #n = 1; get n() { return this.#n; } static make = () => new A(); } return A.make().n;", 1],
  ["function* g() { yield* [1, 2]; } return [...g()].length;", 2],
  ["const o = { m() { return typeof this; } }; return o.m();", "object"],
  ["return (() => typeof this)();", "undefined"],
  ["switch (3 as number) { case 3: for (;;) { break; } return 'three'; } return 'none';", "three"],
])("instrumenting %s changes nothing that it does", async (body, expected) => {
  expect(await runCompiled(`export function run() { ${body} }`)).toBe(expected);
});

test("exported arrow functions keep calling each other, whatever their order", async () => {
  const source =
    "export const run = () => other(2), other = (n: number): number => n > 0 ? other(n - 1) + helper() : 0;\nfunction helper() { return 5; }\nexport { helper as assist };";
  expect(await runCompiled(source)).toBe(10);
});

test.each([
  "for (;;) ;",
  "while (true) {}",
  "do ; while (1);",
  "const f = (): void => f(); f();",
  "const f = (): void => { try { f(); } catch { f(); } }; f();",
  "[0].map(function g(): any { return [0].map(g); });",
])("%s ends when the fuel ends", async (body) => {
  await expect(runCompiled(`export function run() { ${body} }`)).rejects.toThrow("out of fuel");
});
