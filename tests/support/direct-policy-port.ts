/**
 * A policy of plain Node behind the same port as one in the sandbox: no realms, no fuel, no freezing. For tests of worlds
 * and policies that we wrote ourselves, and for the benchmark's bare baseline. Never for anybody else's code.
 */
import type { Fatal, PolicyCallCode, PolicyPort, WorldPort } from "#world-kit/policy-port.ts";
import type { Primitive } from "#world-kit/schema.ts";

/** What a policy's functions receive first: one function a capability. */
export type DirectCapabilities = { readonly [capability: string]: (...args: Primitive[]) => Primitive };
/** The functions a policy module exports, by name. */
export type PolicyModule = { readonly [name: string]: (k: never, ...args: never[]) => unknown };
/** Makes a function that appears in the trace by its name, as the compiler does for functions that are no hooks. */
export type Interface = <A extends readonly Primitive[], R>(
  name: string,
  body: (k: DirectCapabilities, ...args: A) => R,
) => (k: DirectCapabilities, ...args: A) => R;

interface Names {
  readonly hooks: object;
  readonly capabilities: object;
}

/** `policy` may be a function: it gets `Interface` and returns the module. */
export function createDirectPolicyPort(
  world: Names,
  port: WorldPort,
  policy: PolicyModule | ((declare: Interface) => PolicyModule),
): PolicyPort {
  const capabilities: { [capability: string]: (...args: Primitive[]) => Primitive } = {};
  let over = false;
  Object.keys(world.capabilities).forEach((name, index) => {
    capabilities[name] = (...args) => {
      const code = port.call(index, ...args);
      if (code === 0) return port.result();
      if (code === 1) throw new TypeError(`${name}: ${port.why()}`);
      over = true;
      throw new Error("the run is over");
    };
  });
  const k = Object.freeze(capabilities);
  const declare: Interface =
    (name, body) =>
    (k, ...args) => {
      port.enter(name, ...args);
      const result = body(k, ...args);
      port.leave(isPrimitive(result) ? result : null);
      return result;
    };
  const module = typeof policy === "function" ? policy(declare) : policy;
  const functions = Object.keys(world.hooks).map((hook) => module[hook]);
  let answer: Primitive = null;
  let fatal: Fatal = "stack";
  return {
    has: (hook) => functions[hook] !== undefined,
    call(hook, ...args): PolicyCallCode {
      over = false;
      try {
        // Arguments are those that the world declared for this hook; the policy's own parameter types say the same.
        const result = functions[hook]?.(k as never, ...(args as readonly Primitive[] as never[]));
        if (over) return 3;
        if (!isPrimitive(result)) return 2;
        answer = result;
        return 0;
      } catch (error) {
        if (!(error instanceof RangeError)) return over ? 3 : 1;
        fatal = "stack";
        return 3;
      }
    },
    result: () => answer,
    fatal: () => fatal,
  };
}

const isPrimitive = (value: unknown): value is Primitive =>
  value === null || ["string", "number", "boolean"].includes(typeof value);
