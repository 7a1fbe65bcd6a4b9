import type { EntityNames } from "#world-kit/entity-names.ts";
import type { LooseConfig, LooseHooks, LooseState, LooseWorld, RunningWorld } from "#world-kit/loose-world.ts";
import type { MetricCounters } from "#world-kit/metric-counters.ts";
import { inWords } from "#world-kit/outside-schema.ts";
import type { RunControl } from "#world-kit/run-control.ts";
import type { StepRecord } from "#world-kit/step-record.ts";
import { plainPrimitive, primitiveJson, quoted } from "#world-kit/trace-text.ts";

export interface RunParts {
  readonly world: LooseWorld;
  readonly state: LooseState;
  readonly hooks: LooseHooks;
  readonly control: RunControl;
  readonly record: StepRecord;
  readonly names: EntityNames;
  readonly metrics: MetricCounters;
  readonly countEntities: (entity: string) => number;
  /** Names that the running step declares, with the kind of entity each is for. */
  readonly declared: Map<string, string>;
}

/** Makes the `w` that all functions of a world receive; one for each configuration, because `w.config` is fixed. */
export function buildRunningWorld(parts: RunParts): (config: LooseConfig) => RunningWorld {
  const { world, state, hooks, control, record, names, metrics, countEntities, declared } = parts;
  const layers: readonly string[] = ["driver", "interface", "system", "hardware"];
  const functions: Omit<RunningWorld, "config"> = {
    state,
    hooks,
    enter(layer, name, args, body) {
      control.demandRunning();
      if (!layers.includes(layer)) return control.fault(`${inWords(name)} was entered on a layer that is not there`);
      const call = record.enter(`"${layer}",${quoted(`${name}`)}`, args);
      let result = "null";
      try {
        const value = body();
        const plain = plainPrimitive(value ?? null);
        if (plain === undefined) return control.fault(`${name} answered ${inWords(value)}`);
        result = primitiveJson(plain);
        return value;
      } finally {
        record.leave(call, result);
      }
    },
    warn(code, text) {
      control.demandRunning();
      record.warn(`${code}`, `${text}`);
    },
    refuse(reason) {
      control.demandRunning();
      record.refuse(`${reason}`);
    },
    notApplicable(reason) {
      control.demandRunning();
      control.end({ kind: "not-applicable", reason: `${reason}` });
    },
    count(metric, by = 1) {
      control.demandRunning();
      if (!metrics.add(metric, by)) control.fault(`metric ${inWords(metric)} cannot be counted up by ${inWords(by)}`);
    },
    bind(name, entity, { first, count }) {
      control.demandRunning();
      const there = Object.hasOwn(world.entities, entity) ? countEntities(entity) : 0;
      const sound =
        Number.isInteger(first) && Number.isInteger(count) && first >= 0 && count >= 1 && first + count <= there;
      if (!sound || declared.get(name) !== entity) {
        control.fault(`${inWords(name)} cannot be bound to ${count} of ${entity} from ${first} on`);
      }
      names.bind(name, { entity, first, count });
    },
    nameOf: (entity, index) => names.nameOf(entity, index),
  };
  return (config) => Object.freeze({ ...functions, config });
}
