/**
 * Writes the fuel counter into a checked policy and makes a factory of it. The text it writes runs in the policy's realm:
 *
 * - every function entry and loop head takes one unit from `__bkf` and ends the call below zero;
 * - every catch (and every try that has only a finally) first asks `__bkc` whether the error is a failure of the engine,
 *   which no policy may survive; the answer is what to throw instead, or null. The asking itself can overflow the stack,
 *   so it takes a huge amount of fuel first and gives it back last: where it did not end, the next unit ends the call;
 * - exported functions keep their bodies under `__bkr_<name>`; calls from inside the policy go through `__bkw`, which
 *   shows them in the trace. The factory's `make` gives a fresh instance of the whole module.
 *
 * The program was parsed as a module and holds no reserved name, so nothing in it can close the function around it, reach
 * the counters, or mean something else inside than it meant outside.
 */
import type { Function as AnyFunction, AnyNode, Program, TryStatement } from "acorn";
import MagicString from "magic-string";
import { walkSyntax } from "#sandbox/host/syntax-walk.ts";

const TICK = "if(--__bkf<0)__bkx();";
/** What an asking takes: far above any fuel, and small enough that the counter stays a whole number of 32 bits. */
const ASKING = 2 ** 28;
/** The most fuel that a call can be given without looking like an asking that did not end. */
export const MOST_FUEL = ASKING / 4;
const ASK = `__bkf-=${ASKING};__bkcc(__bke);`;
const LOOPS: readonly string[] = [
  "ForStatement",
  "ForInStatement",
  "ForOfStatement",
  "WhileStatement",
  "DoWhileStatement",
];
const FUNCTIONS: readonly string[] = ["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression"];
/** What the compiler puts before the name of an exported function; taken off again where names are shown. */
export const RAW_PREFIX = "__bkr_";

/** The export `policy` of the module it writes is the factory that `guest/policy-realm.ts` loads. */
export function instrumentPolicy(code: string, program: Program): MagicString {
  const text = new MagicString(code);
  const exported = exportedNames(program);
  walkSyntax(program, (node) => {
    if (isFunction(node)) addEntryTick(text, node);
    if (isLoop(node)) addLoopTick(text, node);
    if (node.type === "TryStatement") addAsking(text, node);
  });
  const nameOf = new Map([...exported].map(([name, local]) => [local, name]));
  const wrappers = program.body.map((statement) => keepRaw(text, statement, nameOf)).join("");
  const names = [...exported.keys()];
  text.prepend(
    "export const policy=(__bkx,__bkc,__bkw)=>{let __bkf=0;const __bkt=()=>{if(--__bkf<0)__bkx()};" +
      "const __bkcc=(__bke)=>{const __bkn=__bkc(__bke);if(__bkn!==null){__bkf=-1;throw __bkn}" +
      `__bkf+=${ASKING}};const __bkm=()=>{${wrappers}`,
  );
  const raw = names.map((name) => RAW_PREFIX + (exported.get(name) ?? name));
  text.append(
    `\n;return [${raw.join(",")}]};return {names:${JSON.stringify(names)},make:()=>__bkm(),` +
      "spend(__bkn){if((__bkf-=__bkn)<0)__bkx()},reset(__bkn){__bkf=__bkn}," +
      `pending:()=>(0.5-__bkf/${ASKING})|0}};`,
  );
  return text;
}

const isLoop = (node: AnyNode): node is AnyNode & { body: AnyNode } => LOOPS.includes(node.type);
const isFunction = (node: AnyNode): node is AnyNode & AnyFunction => FUNCTIONS.includes(node.type);

function addEntryTick(text: MagicString, { body }: AnyFunction): void {
  if (body.type === "BlockStatement") {
    text.appendRight(body.start + 1, TICK);
    return;
  }
  text.appendRight(body.start, "(__bkt(),");
  // Bodies nest: what was opened last is closed first.
  text.prependLeft(body.end, ")");
}

function addLoopTick(text: MagicString, { body }: { body: AnyNode }): void {
  if (body.type === "BlockStatement") {
    text.appendRight(body.start + 1, TICK);
    return;
  }
  text.appendRight(body.start, `{${TICK}`);
  text.prependLeft(body.end, "}");
}

function addAsking(text: MagicString, { block, handler }: TryStatement): void {
  if (handler === null || handler === undefined) {
    text.appendLeft(block.end, `catch(__bke){${ASK}throw __bke}`);
    return;
  }
  const { param, body } = handler;
  if (param?.type === "Identifier") {
    text.appendRight(body.start + 1, ASK.replace("__bke", param.name));
    return;
  }
  if (param === null || param === undefined) {
    text.appendLeft(body.start, "(__bke)");
    text.appendRight(body.start + 1, ASK);
    return;
  }
  // A pattern is taken apart after the asking.
  text.appendLeft(param.start, "__bke");
  text.appendRight(param.start, `${ASK}let `);
  text.move(param.start, param.end, body.start + 1);
  text.appendLeft(param.end, "=__bke;");
}

/** Exported name to local name. */
function exportedNames(program: Program): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const statement of program.body) {
    if (statement.type !== "ExportNamedDeclaration") continue;
    for (const { exported, local } of statement.specifiers) {
      if (exported.type === "Identifier" && local.type === "Identifier") names.set(exported.name, local.name);
    }
    const { declaration } = statement;
    if (declaration?.type === "FunctionDeclaration") names.set(declaration.id.name, declaration.id.name);
    if (declaration?.type !== "VariableDeclaration") continue;
    for (const { id } of declaration.declarations) if (id.type === "Identifier") names.set(id.name, id.name);
  }
  return names;
}

/** Renames exported functions to their raw names; answers the declarations that take their place. */
function keepRaw(text: MagicString, statement: AnyNode, nameOf: ReadonlyMap<string, string>): string {
  let declaration: AnyNode = statement;
  if (statement.type === "ExportNamedDeclaration") {
    text.remove(statement.start, statement.declaration?.start ?? statement.end);
    declaration = statement.declaration ?? statement;
  }
  // Only a default export may have no name, and there is none.
  if (declaration.type === "FunctionDeclaration" && declaration.id !== null) {
    const local = declaration.id.name;
    const name = nameOf.get(local);
    if (name === undefined) return "";
    text.update(declaration.id.start, declaration.id.end, RAW_PREFIX + local);
    return `function ${local}(...__bka){return ${throughBoundary(name, local)}}`;
  }
  if (declaration.type !== "VariableDeclaration") return "";
  for (const { id, end } of declaration.declarations) {
    if (id.type !== "Identifier") continue;
    const name = nameOf.get(id.name);
    if (name === undefined) continue;
    text.update(id.start, id.end, RAW_PREFIX + id.name);
    text.appendLeft(end, `,${id.name}=(...__bka)=>${throughBoundary(name, id.name)}`);
  }
  return "";
}

const throughBoundary = (name: string, local: string): string =>
  `__bkw(${JSON.stringify(name)},${RAW_PREFIX}${local},__bka)`;
