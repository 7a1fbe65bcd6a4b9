/**
 * Turns an ordinary JavaScript realm into one without clock, chance or memory: what is not on the list is removed, and
 * everything that code can still reach is frozen. The first half runs when the start-up snapshot is made, before a world
 * is loaded into it; the second in every realm made from it. It cannot run earlier: V8 adds a few globals, and members
 * of some that are there, to each new realm, and dies where those are frozen.
 */

/** What code finds in the realm. Everything else is deleted, so new globals of a new V8 stay out until they are reviewed. */
const ALLOWED_GLOBALS: readonly PropertyKey[] = [
  ...["globalThis", "undefined", "NaN", "Infinity", "isFinite", "isNaN", "parseFloat", "parseInt"],
  ...[
    "Object",
    "Array",
    "Boolean",
    "Number",
    "BigInt",
    "String",
    "Symbol",
    "Math",
    "JSON",
    "Reflect",
    "Proxy",
    "RegExp",
  ],
  ...["Map", "Set", "WeakMap", "WeakSet", "Iterator"],
  ...["Error", "AggregateError", "EvalError", "RangeError", "ReferenceError", "SyntaxError", "TypeError", "URIError"],
  ...["Uint8Array", "Int8Array", "Uint16Array", "Int16Array", "Uint32Array", "Int32Array", "Float32Array"],
  ...["Float64Array", "Uint8ClampedArray", "BigUint64Array", "BigInt64Array", "DataView"],
];

const { freeze, getPrototypeOf, getOwnPropertyDescriptor, defineProperty, preventExtensions } = Object;
const { ownKeys, deleteProperty } = Reflect;
type Holder = object;

/** Members of allowed objects that are not deterministic, reach out of the realm or hide state. */
function hazards(): readonly (readonly [Holder, PropertyKey])[] {
  const typedArray: Holder = getPrototypeOf(Int8Array.prototype);
  const legacyRegExp = ["$_", "input", "lastMatch", "$&", "lastParen", "$+", "leftContext", "$`", "rightContext", "$'"];
  const groups = ["$1", "$2", "$3", "$4", "$5", "$6", "$7", "$8", "$9"];
  const locales: [Holder, PropertyKey][] = [
    [String.prototype, "localeCompare"],
    [String.prototype, "toLocaleLowerCase"],
    [String.prototype, "toLocaleUpperCase"],
    [Array.prototype, "toLocaleString"],
    [Object.prototype, "toLocaleString"],
    [Number.prototype, "toLocaleString"],
    [BigInt.prototype, "toLocaleString"],
    [typedArray, "toLocaleString"],
  ];
  const accessors = ["__proto__", "__defineGetter__", "__defineSetter__", "__lookupGetter__", "__lookupSetter__"];
  return [
    [Math, "random"],
    ...locales,
    ...accessors.map((key): [Holder, PropertyKey] => [Object.prototype, key]),
    [Array, "fromAsync"],
    // Buffers that grow are not counted by the isolate's memory limit.
    ...["resize", "transfer", "transferToFixedLength"].map((key): [Holder, PropertyKey] => [
      ArrayBuffer.prototype,
      key,
    ]),
    // The last match of any expression, readable from everywhere: memory between calls.
    ...[...legacyRegExp, ...groups].map((key): [Holder, PropertyKey] => [RegExp, key]),
    [RegExp.prototype, "compile"],
    [Error, "captureStackTrace"],
    [Error, "prepareStackTrace"],
    [Function.prototype, "caller"],
    [Function.prototype, "arguments"],
  ];
}

/** Objects that code reaches by syntax alone and that no walk from the globals finds. */
function hiddenIntrinsics(): readonly unknown[] {
  const strictArguments = (function () {
    "use strict";
    // biome-ignore lint: the object itself is wanted
    return arguments;
  })();
  const syncFunction = () => {};
  const syncGenerator = function* () {};
  const asyncGenerator = async function* () {};
  const asyncFunction = async () => {};
  const stack = getOwnPropertyDescriptor(new Error("probe"), "stack");
  return [
    getPrototypeOf(globalThis),
    // One getter and one setter function, shared by the own property `stack` of all errors.
    stack?.get,
    stack?.set,
    getOwnPropertyDescriptor(strictArguments, "callee")?.get,
    getPrototypeOf(syncFunction),
    getPrototypeOf(syncGenerator),
    getPrototypeOf(asyncGenerator),
    getPrototypeOf(asyncFunction),
    getPrototypeOf(syncGenerator()),
    getPrototypeOf(asyncGenerator()),
    getPrototypeOf(asyncFunction()),
    getPrototypeOf([][Symbol.iterator]()),
    getPrototypeOf(new Map()[Symbol.iterator]()),
    getPrototypeOf(new Set()[Symbol.iterator]()),
    getPrototypeOf(""[Symbol.iterator]()),
    getPrototypeOf("a".matchAll(/a/g)),
    getPrototypeOf(Int8Array),
    getPrototypeOf(Iterator.from({ next: () => ({ done: true, value: undefined }) })),
    getPrototypeOf([].values().map((item) => item)),
  ];
}

/** What was removed may stay reachable all the same (`bytes.buffer.__proto__`): it has to be frozen with the rest. */
const removed: unknown[] = [];

/**
 * V8 looks strings up in their prototype as fast as ever only while nothing was deleted from it: measured, a sixth of the
 * time of a run. There a hazard keeps its name and loses its value.
 */
const KEPT_IN_SHAPE: readonly Holder[] = [String.prototype, Number.prototype];

/** First half, for the snapshot. `kept` are globals that stay until `sealGlobals`. */
export function removeHazards(kept: readonly PropertyKey[]): void {
  for (const [holder, key] of hazards()) {
    if (KEPT_IN_SHAPE.includes(holder)) defineProperty(holder, key, { value: undefined });
    else deleteProperty(holder, key);
  }
  const poison = () => {
    throw new TypeError("code cannot be made from text here");
  };
  const functionKinds = [function () {}, function* () {}, async () => {}, async function* () {}];
  const makers: Holder[] = functionKinds.map((f) => getPrototypeOf(f));
  for (const prototype of [...makers, ArrayBuffer.prototype, Promise.prototype]) {
    defineProperty(prototype, "constructor", { value: poison, writable: false, configurable: false });
  }
  removeGlobals(kept);
}

function removeGlobals(kept: readonly PropertyKey[]): void {
  for (const key of ownKeys(globalThis)) {
    if (ALLOWED_GLOBALS.includes(key) || kept.includes(key)) continue;
    removed.push(...valuesOf(globalThis, key));
    deleteProperty(globalThis, key);
  }
}

function valuesOf(holder: object, key: PropertyKey): readonly unknown[] {
  const property = getOwnPropertyDescriptor(holder, key);
  if (property === undefined) return [];
  return "value" in property ? [property.value] : [property.get, property.set];
}

/**
 * Second half, in a new realm, before any code of a policy. `stackFrames` is 0 wherever results count: the text of a stack
 * would tell code where it runs.
 */
export function freezeRealm(kept: readonly PropertyKey[], stackFrames: number): void {
  // V8's own property; the language's types do not know it.
  Reflect.set(Error, "stackTraceLimit", stackFrames);
  removeGlobals(kept);
  const queue: unknown[] = [...hiddenIntrinsics(), ...removed];
  for (const key of ownKeys(globalThis)) queue.push(...valuesOf(globalThis, key));
  freezeAll(queue);
}

function freezeAll(queue: unknown[]): void {
  const seen = new Set<unknown>([globalThis]);
  while (queue.length > 0) {
    const item = queue.pop();
    if ((typeof item !== "object" && typeof item !== "function") || item === null || seen.has(item)) continue;
    seen.add(item);
    for (const key of ownKeys(item)) {
      const property = getOwnPropertyDescriptor(item, key);
      if (property === undefined) continue;
      if ("value" in property) queue.push(property.value);
      else queue.push(property.get, property.set);
    }
    queue.push(getPrototypeOf(item));
    freeze(item);
  }
}

/** Deletes the kept globals and closes the global object itself. */
export function sealGlobals(kept: readonly PropertyKey[]): void {
  for (const key of kept) deleteProperty(globalThis, key);
  for (const key of ownKeys(globalThis)) {
    const property = getOwnPropertyDescriptor(globalThis, key);
    if (property?.configurable !== true) continue;
    const closed = { configurable: false, enumerable: false };
    defineProperty(globalThis, key, "value" in property ? { ...closed, writable: false } : closed);
  }
  preventExtensions(globalThis);
}
