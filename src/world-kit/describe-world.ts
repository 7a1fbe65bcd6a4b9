import type { Argument, PrimitiveArgument } from "#world-kit/argument.ts";
import type { ExpectationDefinition } from "#world-kit/define-world.ts";
import type { LooseWorld } from "#world-kit/loose-world.ts";

/**
 * The world as data: JSON text of core's `WorldManifest`. `stateBits` is the packed size of a state. Only members that the
 * manifest knows get in, functions stay behind. The definition must have passed `checkWorld`.
 */
export function describeWorld(world: LooseWorld, stateBits: number): string {
  return JSON.stringify({
    name: world.name,
    title: world.title,
    about: world.about,
    config: table(world.config, ({ about, values }) => ({ about, values })),
    entities: table(world.entities, ({ about, list }) => ({ about, list })),
    steps: table(world.steps, ({ about, source, args }) => ({ about, source, args: table(args, describeArgument) })),
    hooks: table(world.hooks, ({ about, source, layer, args, returns }) => ({
      about,
      source,
      layer,
      args: table(args, describeArgument),
      returns,
    })),
    capabilities: table(world.capabilities, ({ about, source, layer, args }) => ({
      about,
      source,
      layer,
      args: table(args, describeArgument),
    })),
    expectations: table(world.expectations, describeExpectation),
    invariants: table(world.invariants, ({ title, about }) => ({ title, about })),
    metrics: table(world.metrics, ({ about, unit }) => ({ about, unit })),
    dimensions: table(world.dimensions, ({ title, about }) => ({ title, about })),
    view: world.view.map(({ title, list, columns }) => ({
      title,
      list,
      columns: columns.map(({ field, title: heading }) => ({ field, title: heading })),
    })),
    limits: world.limits,
    stateBits,
  });
}

const table = <D, M>(definitions: { readonly [name: string]: D }, describe: (definition: D) => M) =>
  Object.fromEntries(Object.entries(definitions).map(([name, definition]) => [name, describe(definition)]));

function describeArgument(argument: Argument | PrimitiveArgument): object {
  const { kind, about } = argument;
  switch (argument.kind) {
    case "bool":
      return { kind, about, default: argument.default };
    case "enum":
    case "words":
      return { kind, about, values: argument.values, default: argument.default };
    case "int":
      return { kind, about, min: argument.min, max: argument.max, default: argument.default };
    case "reference":
      return { kind, about, entity: argument.entity, optional: argument.optional };
    case "name":
    case "range":
      return { kind, about, entity: argument.entity };
    case "text":
      return { kind, about, max: argument.max };
  }
}

function describeExpectation(expectation: ExpectationDefinition): object {
  const { kind, about } = expectation;
  const args = table(expectation.args, describeArgument);
  if (expectation.kind === "read") return { kind, about, args, select: expectation.select, fields: expectation.fields };
  return { kind, about, args, invariants: expectation.invariants, reportable: expectation.reportable };
}
