/**
 * The traffic between world and policy: hooks go out through the policy's port or to today's behaviour, capabilities come
 * in through the world's port. Everything that crosses is checked here, on the world's side, and written down.
 */
import type { LooseCapability, LooseHook, LooseWorld, RunningWorld } from "#world-kit/loose-world.ts";
import { inWords } from "#world-kit/outside-schema.ts";
import { ARGUMENT_SLOTS, type CapabilityCode, type PolicyPort, type WorldPort } from "#world-kit/policy-port.ts";
import {
  type CheckArguments,
  type CountEntities,
  cleanHookResult,
  compileArgumentChecks,
} from "#world-kit/primitive-arguments.ts";
import type { RunControl } from "#world-kit/run-control.ts";
import type { Primitive } from "#world-kit/schema.ts";
import type { StepRecord } from "#world-kit/step-record.ts";
import { plainPrimitive, primitiveJson, quoted } from "#world-kit/trace-text.ts";

/** Policy calls within policy calls: policy, capability, hook, policy and so on. */
export const MAX_NESTING = 12;

interface ReadyHook {
  readonly name: string;
  readonly who: string;
  readonly definition: LooseHook;
}
interface ReadyCapability {
  readonly name: string;
  readonly who: string;
  readonly definition: LooseCapability;
  readonly check: CheckArguments;
}

export class PolicyCalls {
  private readonly control: RunControl;
  private readonly record: StepRecord;
  private readonly ready: readonly ReadyHook[];
  private readonly capabilities: readonly ReadyCapability[];
  private readonly overridden: boolean[];
  private policy: PolicyPort | null = null;
  private world: RunningWorld | null = null;
  /** Records of the policy's own functions that are entered and not left. */
  private readonly open: number[] = [];
  private openFloor = 0;
  private answer: Primitive = null;
  private reason = "";

  constructor(world: LooseWorld, control: RunControl, record: StepRecord, countEntities: CountEntities) {
    this.control = control;
    this.record = record;
    this.ready = Object.entries(world.hooks).map(([name, definition]) => ({
      name,
      who: `"${definition.layer}",${quoted(name)}`,
      definition,
    }));
    this.overridden = this.ready.map(() => false);
    this.capabilities = Object.entries(world.capabilities).map(([name, definition]) => ({
      name,
      who: `"${definition.layer}",${quoted(name)}`,
      definition,
      check: compileArgumentChecks(definition.args, countEntities),
    }));
  }

  begin(world: RunningWorld, policy: PolicyPort): void {
    this.world = world;
    this.policy = policy;
    for (let i = 0; i < this.overridden.length; i++) this.overridden[i] = policy.has(i) === true;
    this.beginStep();
  }

  beginStep(): void {
    this.open.length = 0;
    this.openFloor = 0;
  }

  /** What worlds call: `w.hooks.vmf_insert_pfn_prot(...)`. */
  hooks(): { readonly [hook: string]: (...args: Primitive[]) => Primitive } {
    const hooks: { [hook: string]: (...args: Primitive[]) => Primitive } = {};
    this.ready.forEach((hook, index) => {
      hooks[hook.name] = (...args) => this.dispatch(hook, index, args);
    });
    return Object.freeze(hooks);
  }

  private dispatch(hook: ReadyHook, index: number, args: readonly Primitive[]): Primitive {
    const { control, record, world, policy } = this;
    control.demandRunning();
    if (world === null || policy === null) return control.fault("a hook was called outside of a run");
    // Nothing but primitives may reach the policy: an object of the world would be a hole in the wall between the realms.
    for (const arg of args)
      if (plainPrimitive(arg) === undefined) return control.fault(`hook ${hook.name} was given ${inWords(arg)}`);
    if (args.length > ARGUMENT_SLOTS) return control.fault(`hook ${hook.name} was given ${args.length} arguments`);
    const call = record.enter(hook.who, args);
    const value = this.overridden[index] ? this.askPolicy(policy, hook, index, args) : this.askToday(world, hook, args);
    record.leave(call, primitiveJson(value));
    return value;
  }

  private askToday(world: RunningWorld, { name, definition }: ReadyHook, args: readonly Primitive[]): Primitive {
    const answer = definition.today(world, ...args);
    const value = cleanHookResult(definition.returns, answer);
    return value === undefined ? this.control.fault(`today's ${name} answered ${inWords(answer)}`) : value;
  }

  private askPolicy(
    policy: PolicyPort,
    { name, definition }: ReadyHook,
    index: number,
    args: readonly Primitive[],
  ): Primitive {
    const { control, record, open } = this;
    if (control.hooks.length >= MAX_NESTING) return control.endByFatal("nesting", name);
    const depth = record.depth;
    const floor = this.openFloor;
    this.openFloor = open.length;
    control.hooks.push(name);
    const code = policy.call(index, ...args);
    control.hooks.pop();
    open.length = this.openFloor;
    this.openFloor = floor;
    record.depth = depth;
    control.demandRunning();
    if (code === 1) return control.end({ kind: "threw", hook: name });
    if (code === 3) return control.endByFatal(policy.fatal(), name);
    const value = code === 0 ? cleanHookResult(definition.returns, policy.result()) : undefined;
    return value === undefined ? control.end({ kind: "bad-result", hook: name }) : value;
  }

  /** What the policy's realm may call. Lives as long as the runner; answers 2 whenever no policy is being asked. */
  port(): WorldPort {
    return Object.freeze({
      call: (capability: number, ...given: unknown[]) => this.callCapability(capability, given),
      result: () => this.answer,
      why: () => this.reason,
      enter: (name: string, ...args: unknown[]) => this.enter(name, args),
      leave: (result: Primitive) => this.leave(result),
    });
  }

  private callCapability(index: number, given: readonly unknown[]): CapabilityCode {
    const { control, record, world } = this;
    const capability = this.capabilities[index];
    if (world === null || capability === undefined || !this.isAsking()) return 2;
    const args: Primitive[] = [];
    const why = capability.check(given, args);
    if (why !== null) {
      record.leave(record.enter(capability.who, asGiven(given)), quoted(`refused: ${why}`));
      this.reason = why;
      return 1;
    }
    const call = record.enter(capability.who, args);
    try {
      const answer = capability.definition.run(world, ...args) ?? null;
      const value = plainPrimitive(answer);
      if (value === undefined) control.fault(`capability ${capability.name} answered ${inWords(answer)}`);
      else this.answer = value;
    } catch (error) {
      control.blame(error, `capability ${capability.name}`);
    }
    if (control.ended !== null) return 2;
    record.leave(call, primitiveJson(this.answer));
    return 0;
  }

  private enter(name: string, args: readonly unknown[]): void {
    if (!this.isAsking()) return;
    this.open.push(this.record.enter(`"interface",${quoted(`${name}`)}`, asGiven(args)));
  }

  private leave(result: unknown): void {
    if (!this.isAsking() || this.open.length <= this.openFloor) return;
    const call = this.open.pop();
    if (call !== undefined) this.record.leave(call, primitiveJson(result));
  }

  private isAsking(): boolean {
    return this.control.ended === null && this.control.looking === null && this.control.hooks.length > 0;
  }
}

/** Without the slots that the caller left empty. */
function asGiven(given: readonly unknown[]): readonly unknown[] {
  let count = given.length;
  while (count > 0 && given[count - 1] === undefined) count--;
  return count === given.length ? given : given.slice(0, count);
}
