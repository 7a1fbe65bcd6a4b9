/**
 * Runs scenarios against one world and writes their traces. Works the same inside the sandbox's realm, where the policy is
 * behind a port, and in plain Node. Has no clock, no chance and no memory: the same program and policy give the same
 * bytes, run after run.
 */
import type { ResolvedArgument } from "#world-kit/argument.ts";
import { BrokenWorld } from "#world-kit/broken-world.ts";
import { checkWorld } from "#world-kit/check-world.ts";
import { type Codec, compileCodec } from "#world-kit/compile-codec.ts";
import type { WorldDefinition } from "#world-kit/define-world.ts";
import { describeWorld } from "#world-kit/describe-world.ts";
import { EntityNames } from "#world-kit/entity-names.ts";
import {
  type LooseConfig,
  type LooseState,
  type LooseWorld,
  loosen,
  type RunningWorld,
} from "#world-kit/loose-world.ts";
import { MetricCounters } from "#world-kit/metric-counters.ts";
import { PolicyCalls } from "#world-kit/policy-calls.ts";
import type { PolicyPort, WorldPort } from "#world-kit/policy-port.ts";
import { type PreparedProgram, type PreparedStep, prepareProgram } from "#world-kit/prepare-program.ts";
import type { Program } from "#world-kit/program.ts";
import { RunControl } from "#world-kit/run-control.ts";
import { buildRunningWorld } from "#world-kit/running-world.ts";
import { compileStateChanges, type StateChanges } from "#world-kit/state-changes.ts";
import { StepRecord } from "#world-kit/step-record.ts";
import { plainPrimitive, primitiveJson, quoted } from "#world-kit/trace-text.ts";
import { ViolationLog } from "#world-kit/violation-log.ts";

export interface Runner {
  /** The world as data: JSON text of core's `WorldManifest`. */
  manifestJson(): string;
  /** JSON text of core's `Trace`. Never throws: whatever goes wrong is the trace's end. Worlds cannot draw from the seed yet. */
  run(program: Program, policy: PolicyPort, seed: number): string;
  /** What the policy's realm calls while a run asks it something. */
  readonly port: WorldPort;
}

/** Must be called at set-up, while the realm still compiles text. Throws `BrokenWorld` for a definition that breaks a rule. */
export function createRunner<State, Config, Hooks>(definition: WorldDefinition<State, Config, Hooks>): Runner {
  const world = loosen(definition);
  const problems = checkWorld(world);
  if (problems.length > 0) throw new BrokenWorld(problems);
  const runner = new ProgramRunner(world);
  return Object.freeze({
    manifestJson: () => describeWorld(world, runner.stateBits),
    run: (program: Program, policy: PolicyPort) => runner.run(program, policy),
    port: runner.port,
  });
}

/** How a run starts under one configuration. Worlds compute it from the configuration alone, so it is kept. */
interface Start {
  readonly config: LooseConfig;
  readonly configJson: string;
  readonly world: RunningWorld;
  readonly words: Int32Array;
  readonly stateJson: string;
}
/** A posted suite could name any number of configurations; beyond this many they are computed again. */
const MAX_STARTS = 64;

class ProgramRunner {
  readonly port: WorldPort;
  readonly stateBits: number;
  private readonly world: LooseWorld;
  private readonly codec: Codec<LooseState>;
  private readonly changes: StateChanges;
  private readonly control = new RunControl();
  private readonly record = new StepRecord();
  private readonly names = new EntityNames();
  private readonly declared = new Map<string, string>();
  private readonly metrics: MetricCounters;
  private readonly violations: ViolationLog;
  private readonly calls: PolicyCalls;
  private readonly openWorld: (config: LooseConfig) => RunningWorld;
  private readonly starts = new Map<string, Start>();
  private readonly before: Int32Array;
  private readonly after: Int32Array;
  /** The service runs each program twice in a row. */
  private lastProgram: Program | null = null;
  private lastPrepared: PreparedProgram | null = null;

  constructor(world: LooseWorld) {
    this.world = world;
    this.codec = compileCodec(world.state);
    this.stateBits = this.codec.bits;
    this.changes = compileStateChanges(this.codec.layout);
    this.before = new Int32Array(this.codec.words);
    this.after = new Int32Array(this.codec.words);
    this.metrics = new MetricCounters(Object.keys(world.metrics));
    this.violations = new ViolationLog(world.invariants, this.control);
    const countEntities = (entity: string): number => this.countEntities(entity);
    this.calls = new PolicyCalls(world, this.control, this.record, countEntities);
    this.port = this.calls.port();
    this.openWorld = buildRunningWorld({
      world,
      state: this.codec.draft,
      hooks: this.calls.hooks(),
      control: this.control,
      record: this.record,
      names: this.names,
      metrics: this.metrics,
      countEntities,
      declared: this.declared,
    });
  }

  run(program: Program, policy: PolicyPort): string {
    const { control, names, violations } = this;
    const prepared = this.prepare(program);
    control.begin();
    names.clear();
    violations.begin();
    this.beginStep();
    const start = this.start(prepared.config);
    if (start === null) return this.trace(configJson(prepared.config), "{}", "");
    if (prepared.problem !== null) {
      control.ended = { kind: "not-applicable", reason: prepared.problem };
      return this.trace(start.configJson, start.stateJson, "");
    }
    this.codec.undo();
    this.codec.decode(start.words, 0);
    this.before.set(start.words);
    this.calls.begin(start.world, policy);
    let steps = "";
    for (const step of prepared.steps) {
      control.step++;
      this.beginStep();
      steps += `${steps === "" ? "" : ","}${step.head}${this.runStep(step, start.world)}`;
      if (control.ended !== null) break;
    }
    return this.trace(start.configJson, start.stateJson, steps);
  }

  private prepare(program: Program): PreparedProgram {
    if (this.lastProgram === program && this.lastPrepared !== null) return this.lastPrepared;
    this.lastPrepared = prepareProgram(this.world, program);
    this.lastProgram = program;
    return this.lastPrepared;
  }

  /** Null where the world's own initial state is at fault; the run has ended then. */
  private start(config: LooseConfig): Start | null {
    const key = configJson(config);
    const known = this.starts.get(key);
    if (known !== undefined) return known;
    const { codec, changes, control } = this;
    const words = new Int32Array(codec.words);
    try {
      codec.load(this.world.initial(config));
      codec.encode(words, 0);
    } catch (error) {
      control.blame(error, "initial");
      return null;
    }
    const start = {
      config,
      configJson: key,
      world: this.openWorld(config),
      words,
      stateJson: changes.stateJson(words, 0),
    };
    if (this.starts.size >= MAX_STARTS) this.starts.clear();
    this.starts.set(key, start);
    return start;
  }

  private beginStep(): void {
    this.record.begin();
    this.metrics.begin();
    this.calls.beginStep();
    this.declared.clear();
  }

  /** JSON text of the step's record from its result on. */
  private runStep(prepared: PreparedStep, world: RunningWorld): string {
    const { control, codec, before, after, violations } = this;
    let result = "null";
    const args = this.resolve(prepared);
    if (typeof args === "string" || prepared.step === null) {
      control.ended = { kind: "not-applicable", reason: typeof args === "string" ? args : (prepared.problem ?? "") };
      return this.stepJson(result, "[]", false);
    }
    try {
      const answer = prepared.step.run(world, args) ?? null;
      const value = plainPrimitive(answer);
      if (control.ended === null) {
        if (value === undefined) control.fault(`step ${prepared.name} answered something that is no primitive`);
        else result = primitiveJson(value);
      }
    } catch (error) {
      control.blame(error, `step ${prepared.name}`);
    }
    if (control.inexact) {
      this.beginStep();
      return this.stepJson("null", "[]", false);
    }
    let changes = "[]";
    try {
      codec.encode(after, 0);
      // Puts pooled objects back where the step left literals.
      codec.decode(after, 0);
      changes = this.changes.json(before, 0, after, 0);
      before.set(after);
      if (control.ended === null) {
        // The state decides what is violated; before the first step nobody has looked yet.
        if (changes === "[]" && control.step > 1) violations.skip();
        else violations.look(world);
      }
    } catch (error) {
      const looking = control.looking;
      control.looking = null;
      control.blame(error, looking === null ? "reading the state" : `invariant ${looking}`);
    }
    return this.stepJson(control.ended === null ? result : "null", changes, control.ended === null);
  }

  private stepJson(result: string, changes: string, looked: boolean): string {
    const { record, violations, metrics } = this;
    const appeared = looked ? violations.appearedJson : "[]";
    return (
      `${result},"calls":${record.callsJson()},"changes":${changes},"warnings":${record.warningsJson()}` +
      `,"refused":${record.refusedJson()},"violations":${appeared},"cleared":${looked ? violations.cleared : 0}` +
      `,"metrics":${metrics.json()}}`
    );
  }

  /** References become indexes, ranges `{ first, count }`. A sentence where the scenario names what is not there. */
  private resolve({ name, args, problem }: PreparedStep): { [name: string]: ResolvedArgument } | string {
    if (problem !== null) return problem;
    const resolved: { [name: string]: ResolvedArgument } = {};
    for (const argument of args) {
      if (argument.kind === "value") {
        resolved[argument.name] = argument.value;
        continue;
      }
      if (argument.kind === "name") {
        if (this.names.has(argument.value))
          return `${name}: ${argument.name}: ${argument.value} names something already`;
        if (this.declared.has(argument.value)) return `${name}: ${argument.name}: ${argument.value} is there twice`;
        this.declared.set(argument.value, argument.entity);
        resolved[argument.name] = argument.value;
        continue;
      }
      const found =
        argument.kind === "range"
          ? this.names.range(argument.entity, argument.value)
          : this.names.find(argument.entity, argument.written, this.countEntities(argument.entity));
      if (typeof found === "string") return `${name}: ${argument.name}: ${found}`;
      resolved[argument.name] = found;
    }
    return resolved;
  }

  private countEntities(entity: string): number {
    const place = this.world.entities[entity]?.list;
    const items = place === undefined ? undefined : this.codec.draft[place];
    return Array.isArray(items) ? items.length : 0;
  }

  private trace(config: string, initial: string, steps: string): string {
    const names = this.names.json();
    return `{"format":1,"config":${config},"names":${names},"initial":${initial},"steps":[${steps}],"end":${this.control.endJson()}}`;
  }
}

const configJson = (config: LooseConfig): string =>
  `{${Object.entries(config)
    .map(([name, value]) => `${quoted(name)}:${quoted(value)}`)
    .join(",")}}`;
