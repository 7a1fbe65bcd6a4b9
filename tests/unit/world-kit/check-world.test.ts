import { describe, expect, test } from "vitest";
import { WorldManifest } from "#core/world/world-manifest.ts";
import { BrokenWorld } from "#world-kit/broken-world.ts";
import { createRunner } from "#world-kit/run-program.ts";
import { shelfWorld } from "../../fixtures/worlds/shelf-world.ts";

type Broken = { readonly [section: string]: unknown };
const { steps, hooks, capabilities, expectations, invariants } = shelfWorld;
const box = { kind: "reference", entity: "box", about: "The box." };
const withArgument = (argument: object) => ({ steps: { ...steps, take: { ...steps.take, args: { what: argument } } } });
const withExpectation = (name: string, expectation: object) => ({
  expectations: { ...expectations, [name]: expectation },
});
const read = { kind: "read", about: "Reads.", args: { box }, select: "boxes[$box]", fields: { colour: "Colour." } };
const noViolation = { kind: "no-violation", about: "None.", args: {}, invariants: ["label-colour"], reportable: true };

describe("a definition is refused, with a sentence for its author, where", () => {
  const cases: [what: string, changes: Broken, sentence: string][] = [
    ["a section is missing", { hooks: undefined }, "hooks: it is missing, or no object"],
    ["the name is no part of addresses", { name: "Shelf World" }, "name: it is lower case letters, digits and hyphens"],
    ["a text is not ASCII", { title: "\u00dcber" }, 'title: "\u00dcber" is not printable ASCII'],
    [
      "a switch has no values",
      { config: { audit: { about: "A.", values: [] } } },
      "config.audit: it needs at least one value",
    ],
    [
      "an entity has no list",
      { entities: { box: { about: "A.", list: "crates" } } },
      'entities.box: "crates" is no list and no array',
    ],
    [
      "an entity names what is no list",
      { entities: { box: { about: "A.", list: "audited" } } },
      'entities.box: "audited" is no list',
    ],
    [
      "an argument refers to no entity",
      withArgument({ ...box, entity: "crate" }),
      'steps.take.args.what: the world has no entity "crate"',
    ],
    [
      "a default is outside of its values",
      withArgument({ kind: "enum", about: "A.", values: ["a", "b"], default: "c" }),
      'steps.take.args.what: the default "c" is not one of a, b',
    ],
    [
      "a default is outside of its range",
      withArgument({ kind: "int", about: "A.", min: 0, max: 3, default: 4 }),
      "steps.take.args.what: the default 4 is not a whole number from 0 to 3",
    ],
    [
      "a default has a word too many",
      withArgument({ kind: "words", about: "A.", values: ["a"], default: ["a", "b"] }),
      'steps.take.args.what: the default "b" is not one of a',
    ],
    [
      "a step takes a text",
      withArgument({ kind: "text", about: "A.", max: 9 }),
      "steps.take.args.what: an argument here is one of bool",
    ],
    [
      "a name is one that objects inherit",
      { metrics: { valueOf: { about: "A.", unit: "u" } } },
      'metrics: "valueOf" cannot be a name here',
    ],
    ["a step has no function", { steps: { take: { ...steps.take, run: 1 } } }, "steps.take.run: 1 is no function"],
    [
      "a hook takes more arguments than cross the realms",
      {
        hooks: {
          ...hooks,
          weigh: {
            ...hooks.weigh,
            args: Object.fromEntries([..."abcdefghi"].map((name) => [name, { kind: "bool", about: "A." }])),
          },
        },
      },
      "hooks.weigh.args: 9 arguments are more than 8",
    ],
    [
      "a hook returns what cannot be checked",
      { hooks: { ...hooks, weigh: { ...hooks.weigh, returns: {} } } },
      "hooks.weigh.returns: a hook returns",
    ],
    [
      "a layer is none",
      { capabilities: { warn: { ...capabilities.warn, layer: "cellar" } } },
      'capabilities.warn: its layer is one of driver, interface, system, hardware, not "cellar"',
    ],
    [
      "an expectation has a name that is taken",
      withExpectation("warned", read),
      "expectations.warned: every world has warned already",
    ],
    [
      "a path leads nowhere",
      withExpectation("x", { ...read, select: "crates[$box]" }),
      "expectations.x.select: there is no field crates",
    ],
    [
      "a path leads to a value",
      withExpectation("x", { ...read, select: "audited", args: {} }),
      "expectations.x.select: audited is no record",
    ],
    [
      "a path uses no argument of that name",
      withExpectation("x", { ...read, select: "boxes[$crate]" }),
      "expectations.x.select: $crate is no argument",
    ],
    [
      "a path leaves an argument out",
      withExpectation("x", { ...read, select: "boxes[0]" }),
      "expectations.x.args.box: boxes[0] does not use it",
    ],
    [
      "a path is none",
      withExpectation("x", { ...read, select: "boxes[$box" }),
      'expectations.x.select: "boxes[$box" is no field',
    ],
    [
      "an index is beyond the schema",
      withExpectation("x", { ...read, select: "boxes[8]", args: {} }),
      "expectations.x.select: [8] is beyond the 8 items",
    ],
    [
      "a record has no such field",
      withExpectation("x", { ...read, fields: { size: "S." } }),
      "expectations.x.fields.size: boxes[$box] has no such field",
    ],
    [
      "an argument and a field have the same name",
      withExpectation("x", { ...read, args: { colour: box }, select: "boxes[$colour]" }),
      "expectations.x.fields.colour: an argument has the same name",
    ],
    [
      "an expectation counts an unknown invariant",
      withExpectation("x", { ...noViolation, invariants: ["odd"] }),
      'expectations.x: the world has no invariant "odd"',
    ],
    [
      "an invariant's id is no part of addresses",
      { invariants: { "Label colour": invariants["label-colour"] } },
      "invariants.Label colour: its id is lower case",
    ],
    [
      "a table shows no list",
      { view: [{ title: "T", list: "audited", columns: [] }] },
      'view[0]: "audited" is no list',
    ],
    [
      "a column shows no field",
      { view: [{ title: "T", list: "boxes", columns: [{ field: "size", title: "S" }] }] },
      'view[0]: an item of boxes has no field "size"',
    ],
  ];
  test.each(cases)("%s", (_, changes, sentence) => {
    // The types forbid most of these; posted worlds may have them all the same.
    const world = { ...shelfWorld, ...changes } as typeof shelfWorld;
    expect(() => createRunner(world)).toThrow(BrokenWorld);
    expect(() => createRunner(world)).toThrow(sentence);
  });
});

test("every problem of a definition is named at once", () => {
  const world = { ...shelfWorld, title: "", limits: [""], name: "?" };
  try {
    createRunner(world);
    expect.unreachable();
  } catch (error) {
    expect(error instanceof BrokenWorld && error.problems).toHaveLength(3);
  }
});

test("a world describes itself as the manifest that the service reads, without its functions", () => {
  const manifest = WorldManifest.parse(JSON.parse(createRunner(shelfWorld).manifestJson()));
  expect(manifest.name).toBe("shelf");
  expect(Object.keys(manifest.hooks)).toEqual(["stick", "weigh"]);
  expect(manifest.steps.put?.args.boxes).toEqual({ kind: "int", min: 1, max: 8, default: 1, about: "How many." });
  expect(manifest.stateBits).toBe(4 + 8 * (1 + 2 + 4 + 3) + 4 * (1 + 3 + 2) + 1);
  expect(createRunner(shelfWorld).manifestJson()).toBe(createRunner(shelfWorld).manifestJson());
});
