/**
 * The static rules for policies, on the JavaScript that esbuild made of the author's TypeScript. Those that the fuel
 * counter and the capability object rely on are hard; the others exist for their sentences: without them the realm
 * holds all the same, and the policy would fail with a message nobody understands.
 */
import type { AnyNode, Program } from "acorn";
import { SYNTAX_DEPTH } from "#sandbox/host/sandbox-limits.ts";
import { walkSyntax } from "#sandbox/host/syntax-walk.ts";

/** Names the compiler itself writes into a policy. */
export const RESERVED_PREFIX = "__bk";
const EXPORT_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;

/** `at` counts UTF-16 units of the JavaScript. */
export interface RuleBreach {
  readonly at: number;
  readonly message: string;
}

const NO_CLOCK = "A run has no clock: if time matters, the world has to model it. Remove";
const NO_GLOBAL = "There is no surrounding system in a run: a policy has its arguments and its own functions. Remove";
const AT_ONCE = "A hook answers at once: nothing runs after it has returned. Write it without";
const ONE_THREAD = "A policy runs alone, in one thread, with ordinary arrays. Remove";
const NO_TEXT_CODE = "Code cannot be made from text in a run: write the function itself. Remove";
/** Names that are not there, and what to write instead. */
const ABSENT = new Map<string, string>([
  ...["Date", "performance", "setTimeout", "setInterval", "setImmediate"].map(because(NO_CLOCK)),
  ...["globalThis", "window", "self", "global", "process", "require", "module", "console"].map(because(NO_GLOBAL)),
  ...["structuredClone", "fetch", "Intl"].map(because(NO_GLOBAL)),
  ...["Promise", "queueMicrotask"].map(because(AT_ONCE)),
  ...["SharedArrayBuffer", "Atomics", "WebAssembly", "ArrayBuffer"].map(because(ONE_THREAD)),
  ...["eval", "Function"].map(because(NO_TEXT_CODE)),
  ...["WeakRef", "FinalizationRegistry"].map(because("When memory is freed must not show in a result. Remove")),
]);
function because(reason: string): (name: string) => [string, string] {
  return (name) => [name, `${reason} \`${name}\`.`];
}
const CONSOLE = "Nobody reads a console of a run: use a capability of the world that warns. Remove `console`.";
const RANDOM = "Two runs must give the same result: there is no chance in a policy. Remove `Math.random`.";

/** Breaches in the order of the source. With `soft` false only the hard rules count. */
export function findRuleBreaches(program: Program, { soft }: { readonly soft: boolean }): readonly RuleBreach[] {
  const breaches: RuleBreach[] = [];
  const report = (node: AnyNode, message: string): void => void breaches.push({ at: node.start, message });
  const declared = declaredNames(program);
  checkExportedNames(program, report);
  const depth = walkSyntax(program, (node, parent, key) => {
    checkModule(node, report);
    checkReserved(node, report);
    if (soft) {
      checkAsync(node, report);
      checkAbsent(node, parent, key, declared, report);
    }
  });
  if (depth > SYNTAX_DEPTH) report(program, `The code is nested ${depth} levels deep; ${SYNTAX_DEPTH} are allowed.`);
  return breaches.sort((a, b) => a.at - b.at);
}

type Report = (node: AnyNode, message: string) => void;

const IMPORT =
  "A policy imports types only, with `import type`: what it needs at run time it gets as its first argument.";
const EXPORT_FORM = "A policy exports functions by name: `export function name(k, ...) { ... }`.";

function checkModule(node: AnyNode, report: Report): void {
  switch (node.type) {
    case "ImportDeclaration":
    case "ImportExpression":
      return report(node, IMPORT);
    case "MetaProperty":
      if (node.meta.name === "import") report(node, "`import.meta` says where a file is; a policy is in no file.");
      return;
    case "ExportAllDeclaration":
    case "ExportDefaultDeclaration":
      return report(node, EXPORT_FORM);
    case "ExportNamedDeclaration":
      return checkExport(node, report);
    case "DebuggerStatement":
      return report(node, "Nobody stands by with a debugger: remove `debugger`.");
    case "ForOfStatement":
      if (node.await) report(node, `${AT_ONCE} \`for await\`.`);
      return;
    default:
  }
}

function checkExport(node: AnyNode & { type: "ExportNamedDeclaration" }, report: Report): void {
  const { declaration } = node;
  if (node.source !== null && node.source !== undefined) return report(node, IMPORT);
  for (const { exported } of node.specifiers) {
    const name = exported.type === "Identifier" ? exported.name : "";
    if (name === "default") report(exported, EXPORT_FORM);
    else if (!EXPORT_NAME.test(name)) report(exported, "The name of an exported function is a plain identifier.");
  }
  if (declaration === null || declaration === undefined) return;
  if (declaration.type === "FunctionDeclaration") return checkExportedFunction(declaration.id, declaration, report);
  if (declaration.type !== "VariableDeclaration" || declaration.kind !== "const") return report(node, EXPORT_FORM);
  for (const { id, init } of declaration.declarations) {
    const isFunction = init?.type === "ArrowFunctionExpression" || init?.type === "FunctionExpression";
    if (id.type === "Identifier" && isFunction) checkExportedFunction(id, init, report);
    else report(id, `${EXPORT_FORM} Leave out \`export\` for anything else.`);
  }
}

function checkExportedFunction(id: AnyNode & { type: "Identifier" }, body: AnyNode, report: Report): void {
  if (!EXPORT_NAME.test(id.name))
    report(id, "The name of an exported function has at most 64 letters, digits and `_`.");
  if ("generator" in body && body.generator) report(id, NO_GENERATOR);
}

const NO_GENERATOR = "An exported function answers one value: it cannot be a generator.";

/** `export { a, b as c }`: what stands behind a name must be a function as well. */
function checkExportedNames(program: Program, report: Report): void {
  const functions = new Set<string>();
  const generators = new Set<string>();
  for (const statement of program.body) {
    if (statement.type === "FunctionDeclaration") (statement.generator ? generators : functions).add(statement.id.name);
    if (statement.type !== "VariableDeclaration" || statement.kind !== "const") continue;
    for (const { id, init } of statement.declarations) {
      const isFunction =
        init?.type === "ArrowFunctionExpression" || (init?.type === "FunctionExpression" && !init.generator);
      if (id.type === "Identifier" && isFunction) functions.add(id.name);
    }
  }
  const exported = new Set<string>();
  for (const statement of program.body) {
    if (statement.type !== "ExportNamedDeclaration") continue;
    for (const specifier of statement.specifiers) {
      const name = specifier.local.type === "Identifier" ? specifier.local.name : "";
      if (generators.has(name)) report(specifier, NO_GENERATOR);
      else if (!functions.has(name)) report(specifier, `${EXPORT_FORM} Leave out \`export\` for anything else.`);
      if (exported.has(name)) report(specifier, "A function is exported under one name only.");
      exported.add(name);
    }
  }
}

function checkReserved(node: AnyNode, report: Report): void {
  const named = node.type === "Identifier" || node.type === "PrivateIdentifier";
  if (named && node.name.startsWith(RESERVED_PREFIX)) {
    report(
      node,
      `Names that begin with \`${RESERVED_PREFIX}\` belong to the compiler: choose another name for \`${node.name}\`.`,
    );
  }
}

function checkAsync(node: AnyNode, report: Report): void {
  if (node.type === "AwaitExpression") report(node, `${AT_ONCE} \`await\`.`);
  if ("async" in node && node.async === true) report(node, `${AT_ONCE} \`async\`.`);
}

function checkAbsent(
  node: AnyNode,
  parent: AnyNode | null,
  key: string,
  declared: ReadonlySet<string>,
  report: Report,
): void {
  if (node.type !== "Identifier" || declared.has(node.name)) return;
  if (node.name === "Math" && parent?.type === "MemberExpression" && key === "object" && isNamed(parent, "random")) {
    return report(node, RANDOM);
  }
  const message = node.name === "console" ? CONSOLE : ABSENT.get(node.name);
  if (message === undefined) return;
  const isProperty =
    parent !== null && "computed" in parent && !parent.computed && (key === "property" || key === "key");
  if (!isProperty && key !== "label" && key !== "exported") report(node, message);
}

const isNamed = (member: AnyNode & { type: "MemberExpression" }, name: string): boolean =>
  member.property.type === "Identifier"
    ? member.property.name === name && !member.computed
    : member.property.type === "Literal" && member.property.value === name;

/** Every name that the policy declares anywhere. Scopes do not matter: the rule only words messages. */
function declaredNames(program: Program): ReadonlySet<string> {
  const names = new Set<string>();
  const add = (pattern: AnyNode | null | undefined): void => {
    if (pattern === null || pattern === undefined) return;
    walkSyntax(pattern, (node, parent, key) => {
      const isKey = parent?.type === "Property" && key === "key" && !parent.shorthand;
      if (node.type === "Identifier" && !isKey) names.add(node.name);
    });
  };
  walkSyntax(program, (node) => {
    if (node.type === "VariableDeclarator" || node.type === "ClassDeclaration") add(node.id);
    if (node.type === "CatchClause") add(node.param);
    if (
      node.type === "FunctionDeclaration" ||
      node.type === "FunctionExpression" ||
      node.type === "ArrowFunctionExpression"
    ) {
      add(node.id);
      for (const parameter of node.params) add(parameter);
    }
  });
  return names;
}
