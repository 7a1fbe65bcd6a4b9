/**
 * The policy's side of the boundary. It lives in the policy's frozen realm and is the only code there that is ours: it
 * instantiates the policy afresh for every outermost call, hands it the capability object, counts fuel, and lets nothing
 * but primitives pass. It never looks inside a value of the policy except where `Error.isError` says it is a plain error,
 * and never hands on an error, neither the policy's to the world nor the world's to the policy.
 */
import type { Fatal, PolicyCallCode, PolicyPort, WorldPort } from "#world-kit/policy-port.ts";
import type { Primitive } from "#world-kit/schema.ts";

export interface PolicyRealmSettings {
  /** Hooks in the world's order, each with its number of arguments. */
  readonly hooks: readonly { readonly name: string; readonly arity: number }[];
  readonly capabilities: readonly string[];
  readonly fuelPerCall: number;
  /** Notes where the policy threw. Results of such a realm are never kept: stacks tell code where it runs. */
  readonly diagnostic: boolean;
}
/** What the world's realm and the child hold of this realm. */
export interface PolicyRealm extends PolicyPort {
  /** Takes the compiled policy: the namespace of the module that `compile-policy.ts` wrote. */
  load(compiled: { readonly policy: PolicyFactory }): void;
  bind(world: WorldPort): void;
  /** Before every run: nothing of an earlier one is left, however it ended. */
  begin(): void;
  /** Diagnostic realms only: what was thrown, and its stack, at most `noteLength` characters. */
  note(noteLength: number): string;
}
type Callable = (...args: unknown[]) => unknown;
/** The functions that the compiled policy is given; it calls them by reserved names. */
type PolicyFactory = (
  outOfFuel: () => never,
  caught: (error: unknown) => Error | null,
  enter: (name: string, body: Callable, args: unknown[]) => unknown,
) => CompiledPolicy;
interface CompiledPolicy {
  readonly names: readonly string[];
  readonly reset: (fuel: number) => void;
  readonly spend: (fuel: number) => void;
  /** Catch clauses whose asking goes on or did not end: above 0 after a call, an overflow of the stack was swallowed. */
  readonly pending: () => number;
  /** A fresh instance of the module: its exported functions, in the order of `names`. */
  readonly make: () => readonly Callable[];
}

/** A policy's answer is a word, a number or a truth value; world vocabularies have words of at most 64 characters. */
const ANSWER_LENGTH = 400;
/** Policy, capability, hook, policy again: calls within calls. Traces are read by people and hold 64 levels at most. */
const NESTING = 24;

/** What a call of a capability costs: it takes about as long as so many turns of an empty loop. */
const CAPABILITY_FUEL = 20;

const { freeze, getPrototypeOf, getOwnPropertyDescriptor, create, defineProperty } = Object;
const { apply } = Reflect;
// `Error.isError` is newer than the library's types; unlike `instanceof` it cannot be answered by a Proxy.
const isError = (Error as unknown as { isError(value: unknown): boolean }).isError;
const overflowPrototype = RangeError.prototype;
const stackGetter = getOwnPropertyDescriptor(new Error("probe"), "stack")?.get;
const OurTypeError = TypeError;

const isPrimitive = (value: unknown): value is Primitive | undefined =>
  typeof value === "number" ||
  typeof value === "string" ||
  typeof value === "boolean" ||
  value === undefined ||
  value === null;
const shown = (value: unknown): Primitive => (isPrimitive(value) && value !== undefined ? value : null);
/** An empty slot stays empty; what is no primitive shows as null. */
const shownSlot = (value: unknown): Primitive | undefined => (isPrimitive(value) ? value : null);

/** Failures of the engine that depend on the state of the machine, so that no policy may see and survive them. */
function resourceFailure(error: unknown): Fatal | null {
  if (!isError(error) || getPrototypeOf(error) !== overflowPrototype) return null;
  const message = getOwnPropertyDescriptor(error, "message")?.value;
  if (message === "Maximum call stack size exceeded") return "stack";
  if (message === "Array buffer allocation failed") return "memory";
  return null;
}

function enterWorld(world: WorldPort, name: string, args: readonly unknown[]): void {
  const slot = (index: number): Primitive | undefined => shownSlot(args[index]);
  world.enter(name, slot(1), slot(2), slot(3), slot(4), slot(5), slot(6), slot(7), slot(8));
}

export function createPolicyRealm(settingsText: string): PolicyRealm {
  // Written by our own host, from the checked manifest.
  const settings = JSON.parse(settingsText) as PolicyRealmSettings;
  const { fuelPerCall, diagnostic } = settings;
  const arities = settings.hooks.map(({ arity }) => arity);
  let world: WorldPort | null = null;
  let compiled: CompiledPolicy | null = null;
  /** Per hook: where the exported function is in an instance, or -1. */
  let places: readonly number[] = [];
  let instance: readonly Callable[] = [];
  let depth = 0;
  let entered = 0;
  let failure: Fatal | null = null;
  let leaked = false;
  let answer: Primitive = null;
  let noted = "";

  const describe = (error: unknown): string => {
    if (typeof error === "string") return `threw the text ${JSON.stringify(error.slice(0, ANSWER_LENGTH))}`;
    if (!isError(error)) return `threw no error, but ${error === null ? "null" : `a value of type ${typeof error}`}`;
    // A genuine error: `stack` is the engine's own accessor unless the policy replaced it, and then it is not read.
    const stack = getOwnPropertyDescriptor(error, "stack");
    if (stack?.get === undefined || stack.get !== stackGetter) return "threw an error without a stack";
    const text: unknown = apply(stack.get, error, []);
    return typeof text === "string" ? text : "threw an error without a stack";
  };
  /** The first failure stands. Whatever the policy does next, it stops at the next loop turn or function entry. */
  const fail = (reason: Fatal, error: unknown): Error => {
    if (failure === null) {
      failure = reason;
      if (diagnostic && noted === "") noted = describe(error);
    }
    compiled?.reset(-1);
    return new OurTypeError(failure);
  };
  const die = (reason: Fatal): never => {
    throw fail(reason, diagnostic ? new OurTypeError(reason) : null);
  };
  /** The world has ended the run: its own record says why. */
  const stop = (): never => {
    failure ??= "stack";
    compiled?.reset(-1);
    throw new OurTypeError("the run is over");
  };
  const outOfFuel = (): never => die(failure ?? (compiled?.pending() === 0 ? "fuel" : "stack"));
  const caught = (error: unknown): Error | null => {
    if (failure !== null) return new OurTypeError(failure);
    // The asking that is going on is one; any other one overflowed the stack, and something swallowed that.
    if (compiled !== null && compiled.pending() > 1) return fail("stack", error);
    const reason = resourceFailure(error);
    return reason === null ? null : fail(reason, error);
  };

  /** A function of the proposal's interface is called from within the policy: the trace shows it by its name. */
  const enter = (name: string, body: Callable, args: unknown[]): unknown => {
    if (depth === 0 || world === null) return leak();
    if (failure !== null) throw new OurTypeError(failure);
    if (entered >= NESTING) die("nesting");
    entered++;
    try {
      enterWorld(world, name, args);
    } catch {
      die("stack");
    }
    let result: unknown;
    try {
      result = apply(body, undefined, args);
    } catch (error) {
      entered--;
      const reason = failure ?? resourceFailure(error);
      if (reason !== null) throw fail(reason, error);
      leave(null);
      throw error;
    }
    entered--;
    leave(shown(result));
    return result;
  };
  const leave = (result: Primitive): void => {
    try {
      world?.leave(result);
    } catch {
      die("stack");
    }
  };
  const leak = (): never => {
    leaked = true;
    throw new OurTypeError("a capability works only while its call lasts");
  };

  const capability = (name: string, index: number): Callable => {
    // A method, not an arrow: no constructor and no prototype object that could hold state.
    const holder = {
      [name](a: unknown, b: unknown, c: unknown, d: unknown, e: unknown, f: unknown, g: unknown, h: unknown): unknown {
        if (depth === 0 || world === null) return leak();
        if (failure !== null) throw new OurTypeError(failure);
        if (
          !(isPrimitive(a) && isPrimitive(b) && isPrimitive(c) && isPrimitive(d)) ||
          !(isPrimitive(e) && isPrimitive(f) && isPrimitive(g) && isPrimitive(h))
        ) {
          throw new OurTypeError(`${name}: arguments are numbers, text, true, false or null`);
        }
        compiled?.spend(CAPABILITY_FUEL);
        let code: number;
        try {
          code = world.call(index, a, b, c, d, e, f, g, h);
        } catch {
          // The error, whatever it is, belongs to the other realm; nobody looks at it.
          return die("stack");
        }
        if (code === 0) return world.result();
        if (code === 1) throw new OurTypeError(`${name}: ${world.why()}`);
        return stop();
      },
    };
    // The method above, under its computed name.
    return freeze(holder[name] as Callable);
  };
  const capabilities: object = create(null);
  settings.capabilities.forEach((name, index) => {
    defineProperty(capabilities, name, { value: capability(name, index), enumerable: true });
  });
  freeze(capabilities);

  const invoke = (
    hook: Callable,
    arity: number,
    a: unknown,
    b: unknown,
    c: unknown,
    d: unknown,
    e: unknown,
    f: unknown,
    g: unknown,
    h: unknown,
  ): unknown => {
    // Exactly as many arguments as the hook has: rest parameters must not see the empty slots.
    switch (arity) {
      case 0:
        return hook(capabilities);
      case 1:
        return hook(capabilities, a);
      case 2:
        return hook(capabilities, a, b);
      case 3:
        return hook(capabilities, a, b, c);
      case 4:
        return hook(capabilities, a, b, c, d);
      case 5:
        return hook(capabilities, a, b, c, d, e);
      case 6:
        return hook(capabilities, a, b, c, d, e, f);
      case 7:
        return hook(capabilities, a, b, c, d, e, f, g);
      default:
        return hook(capabilities, a, b, c, d, e, f, g, h);
    }
  };
  const call = (
    hook: number,
    a?: Primitive,
    b?: Primitive,
    c?: Primitive,
    d?: Primitive,
    e?: Primitive,
    f?: Primitive,
    g?: Primitive,
    h?: Primitive,
  ): PolicyCallCode => {
    if (compiled === null) return 2;
    if (leaked) failure = "capability-outside-call";
    if (failure !== null) return 3;
    if (depth >= NESTING) {
      failure = "nesting";
      return 3;
    }
    const { reset, make, pending } = compiled;
    const outermost = depth === 0;
    const enteredBefore = entered;
    depth++;
    try {
      if (outermost) {
        reset(fuelPerCall);
        instance = make();
      }
      const body = instance[places[hook] ?? -1];
      const result = body === undefined ? undefined : invoke(body, arities[hook] ?? 0, a, b, c, d, e, f, g, h);
      depth--;
      if (pending() !== 0) failure ??= "stack";
      if (failure !== null) return 3;
      if (!isPrimitive(result) || result === undefined) return 2;
      if (typeof result === "string" && result.length > ANSWER_LENGTH) return 2;
      answer = result;
      return 0;
    } catch (error) {
      depth--;
      entered = enteredBefore;
      if (pending() !== 0) failure ??= "stack";
      failure ??= resourceFailure(error);
      if (diagnostic && noted === "") noted = describe(error);
      return failure === null ? 1 : 3;
    }
  };

  /** The engine compiles functions when they are first called, and that takes stack: near the end of it there is none. */
  const compileNow = (): void => {
    const overflow = new RangeError("Maximum call stack size exceeded");
    for (const step of [
      () => caught(new OurTypeError("no overflow")),
      () => caught(overflow),
      outOfFuel,
      () => die("stack"),
    ]) {
      failure = null;
      try {
        step();
      } catch {
        // Every one of these steps is there to throw.
      }
    }
    failure = null;
    noted = "";
  };

  return freeze({
    load(module) {
      const factory = module.policy;
      const made = factory(outOfFuel, caught, enter);
      compiled = made;
      compileNow();
      places = settings.hooks.map(({ name }) => made.names.indexOf(name));
    },
    bind(port) {
      world = port;
    },
    begin() {
      depth = 0;
      entered = 0;
      failure = null;
      noted = "";
      answer = null;
      instance = [];
    },
    has: (hook) => (places[hook] ?? -1) >= 0,
    call,
    result: () => answer,
    fatal: () => failure ?? "stack",
    note: (noteLength) => noted.slice(0, noteLength),
  } satisfies PolicyRealm);
}
