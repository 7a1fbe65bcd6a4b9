import { describe, expect, test } from "vitest";
import { type DirectCapabilities } from "../../support/direct-policy-port.ts";
import { runShelf, type ShelfStep, type Stick, shelf, shelfPort, shelfSteps } from "../../support/run-shelf.ts";

const put: ShelfStep = ["put", { as: "v", boxes: 3 }];
const stickRight: Stick = (k, slot, box) =>
  Number(k.stick_label?.(slot, box, k.colour_of?.(box) ?? "")) > 0 ? "stuck" : "declined";

describe("a run", () => {
  test("gives the same bytes again, whatever ran in between", () => {
    const program = { config: {}, steps: shelfSteps([put, ["label", { slot: 0, box: "v[1]", colour: "green" }]]) };
    const first = shelf.run(program, shelfPort({}), 0);
    runShelf([put, ["stumble", { how: "throw" }]]);
    runShelf([
      ["put", { as: "x", boxes: 8, colour: "blue" }],
      ["label", { slot: 3, box: "x[7]", colour: "blue" }],
    ]);
    expect(shelf.run(program, shelfPort({}), 0)).toBe(first);
    expect(shelf.run(structuredClone(program), shelfPort({}), 0)).toBe(first);
  });

  test("starts from the initial state of its configuration, with the first value of a switch nobody set", () => {
    expect(runShelf([put]).trace).toMatchObject({ config: { audit: "off" }, initial: { boxes: [], audited: false } });
    const audited = runShelf([put], {}, { audit: "on" }).trace;
    expect(audited).toMatchObject({ config: { audit: "on" }, initial: { boxes: [], audited: true } });
    expect(runShelf([put]).trace.initial.audited).toBe(false);
  });

  test("records what each step changed, with the value before and after", () => {
    const { trace } = runShelf([
      ["put", { as: "v", boxes: 2 }],
      ["label", { slot: 1, box: "v[1]", colour: "blue" }],
      ["take"],
    ]);
    const box = { open: false, colour: "red", weight: 1, labels: 0 };
    expect(trace.steps.map(({ changes }) => changes)).toEqual([
      [
        ["boxes[0]", null, box],
        ["boxes[1]", null, box],
      ],
      [
        ["boxes[1].labels", 0, 1],
        ["labels[1]", null, { box: 1, colour: "blue" }],
      ],
      [["boxes[1]", { ...box, labels: 1 }, null]],
    ]);
    expect(trace.end).toEqual({ kind: "completed" });
  });

  test("records a violation with the step that brought it and counts it where it ends", () => {
    const { trace } = runShelf([
      put,
      ["label", { slot: 0, box: "v[1]", colour: "green" }],
      ["label", { slot: 1, box: "v[0]", colour: "red" }],
      ["repaint", { boxes: "v", colour: "green" }],
    ]);
    expect(trace.steps.map(({ violations }) => violations.map(({ text }) => text))).toEqual([
      [],
      ["Label 0 says green, v[1] is red."],
      [],
      ["Label 1 says red, v[0] is green."],
    ]);
    expect(trace.steps.map(({ cleared }) => cleared)).toEqual([0, 0, 0, 1]);
    expect(trace.steps[1]?.violations[0]).toMatchObject({
      invariant: "label-colour",
      entity: "box",
      index: 1,
      severity: "error",
    });
  });

  test("records what a step added to each metric and leaves out those it did not touch", () => {
    const { trace } = runShelf([put, ["label", { slot: 0, box: "v[1]", colour: "red" }], ["take"]]);
    expect(trace.steps.map(({ metrics }) => metrics)).toEqual([{}, { labels_stuck: 1 }, {}]);
  });
});

describe("calls", () => {
  test("stand in the order of entry, with depth, layer, arguments and result", () => {
    const { last } = runShelf([put, ["label", { slot: 2, box: "v[1]", colour: "green" }]], { stick: stickRight });
    expect(last.calls).toEqual([
      [0, "driver", "label", [2, 1, "green"], "stuck"],
      [1, "interface", "stick", [2, 1, "green"], "stuck"],
      [2, "system", "colour_of", [1], "red"],
      [2, "system", "stick_label", [2, 1, "red"], 1],
    ]);
  });

  test("name the policy's own functions, on the layer of the interface", () => {
    const { last } = runShelf([put, ["label", { slot: 2, box: "v[1]", colour: "green" }]], (declare) => {
      const lookup = declare("shelf_lookup", (k: DirectCapabilities, box: number) => k.colour_of?.(box) ?? null);
      const refuse = declare("shelf_refuse", (k: DirectCapabilities, why: string) => k.refuse?.(why) ?? null);
      return {
        stick(k: DirectCapabilities, _slot: number, box: number, colour: string) {
          if (lookup(k, box) !== colour) refuse(k, "wrong colour");
          return "declined";
        },
      };
    });
    expect(last.calls.slice(2)).toEqual([
      [2, "interface", "shelf_lookup", [1], "red"],
      [3, "system", "colour_of", [1], "red"],
      [2, "interface", "shelf_refuse", ["wrong colour"], null],
      [3, "interface", "refuse", ["wrong colour"], null],
    ]);
    expect(last.refused).toBe("wrong colour");
  });

  test("are at the right depth again after one of the policy's own functions threw", () => {
    const { last } = runShelf([put, ["label", { slot: 2, box: "v[1]", colour: "green" }]], (declare) => {
      const fail = declare("shelf_fail", () => {
        throw new Error("no");
      });
      const stick: Stick = (k) => {
        try {
          fail(k);
        } catch {
          return k.ask_again?.(0, 0, "blue");
        }
        return "stuck";
      };
      let asked = 0;
      return { stick: ((k, ...args) => (asked++ === 0 ? stick(k, ...args) : "declined")) satisfies Stick };
    });
    expect(last.result).toBe("declined");
    expect(last.calls.map(([depth, , name]) => [depth, name])).toEqual([
      [0, "label"],
      [1, "stick"],
      [2, "shelf_fail"],
      [3, "ask_again"],
      [4, "stick"],
    ]);
  });

  test("behave as today where the policy has no such hook", () => {
    const { last } = runShelf([put, ["load", { box: "v[2]" }]], { stick: stickRight });
    expect(last).toMatchObject({ result: 5, calls: [[0, "system", "weigh", [2], 4]] });
  });

  test("beyond 256 in one step are not recorded, and a last entry says so", () => {
    const { last, trace } = runShelf([put, ["label", { slot: 0, box: "v[0]", colour: "red" }], ["take"]], {
      stick: ((k, slot, box) => {
        for (let i = 0; i < 5000; i++) k.colour_of?.(box);
        return Number(k.stick_label?.(slot, box, "red")) > 0 ? "stuck" : "declined";
      }) satisfies Stick,
    });
    expect(trace.steps[1]?.calls).toHaveLength(257);
    expect(trace.steps[1]?.calls.at(-1)?.[2]).toBe("(further calls are not recorded)");
    expect(trace.steps[1]).toMatchObject({ result: "stuck", metrics: { labels_stuck: 1 } });
    expect(last.calls).toEqual([]);
  });

  test("of warnings beyond 32 in one step are not recorded, and a last entry says so", () => {
    const { last } = runShelf([put, ["label", { slot: 0, box: "v[0]", colour: "red" }]], {
      stick: ((k) => {
        for (let i = 0; i < 100; i++) k.warn?.(`warning ${i}`);
        return "stuck";
      }) satisfies Stick,
    });
    expect(last.warnings).toHaveLength(33);
    expect(last.warnings[31]).toEqual({ code: "SHELF", text: "warning 31" });
    expect(last.warnings[32]?.code).toBe("(more)");
  });

  test("show strings of a policy as at most 400 printable ASCII characters", () => {
    const { last, text } = runShelf([put, ["label", { slot: 0, box: "v[0]", colour: "red" }]], {
      stick: ((k) => {
        k.warn?.('\u0000\n\u{1f600} "quoted" \\ caf\u00e9');
        k.warn?.("x".repeat(100_000));
        return "stuck";
      }) satisfies Stick,
    });
    expect(last.warnings[0]?.text).toBe('???? "quoted" \\ caf?');
    expect(last.warnings[1]?.text).toBe("x".repeat(400));
    expect(text).toMatch(/^[\x20-\x7e]*$/);
  });
});

describe("a capability", () => {
  const refusals: [what: string, args: readonly unknown[], why: string][] = [
    ["a number out of range", [4, 0, "red"], "slot: 4 is not a whole number from 0 to 3"],
    ["a number that is not whole", [0.5, 0, "red"], "slot: 0.5 is not a whole number from 0 to 3"],
    ["a box that is not there", [0, 3, "red"], "box: 3 is not a box: there are 3, counted from 0"],
    ["no box at all", [0, -1, "red"], "box: -1 is not a box: there are 3, counted from 0"],
    ["a word that is none", [0, 0, "pink"], 'colour: "pink" is not one of red, green, blue'],
    ["another type", [0, "0", "red"], 'box: "0" is not a box: there are 3, counted from 0'],
    ["an object", [0, 0, { toString: () => "red" }], "colour: an object is not one of red, green, blue"],
    ["too few", [0, 0], "colour: undefined is not one of red, green, blue"],
    ["too many", [0, 0, "red", 1], "it takes 3 arguments, not 4"],
  ];
  test.each(refusals)(
    "that is given %s refuses before anything is written, and the policy hears why",
    (_, args, why) => {
      const { last } = runShelf([put, ["label", { slot: 0, box: "v[0]", colour: "red" }]], {
        stick: ((k) => {
          try {
            // What a hostile policy passes has any type.
            k.stick_label?.(...(args as readonly string[]));
          } catch (error) {
            k.warn?.(String(error));
          }
          return "declined";
        }) satisfies Stick,
      });
      expect(last.warnings[0]?.text).toBe(`TypeError: stick_label: ${why}`);
      expect(last.changes).toEqual([]);
      expect(last.calls[2]?.[4]).toBe(`refused: ${why}`);
    },
  );

  test("fills in defaults and accepts null for an optional reference", () => {
    const { last } = runShelf([put, ["label", { slot: 0, box: "v[0]", colour: "blue" }]], {
      stick: ((k, _slot, _box, colour) => (colour === "blue" ? k.ask_again?.(1, null) : "stuck")) satisfies Stick,
    });
    expect(last.calls[2]).toEqual([2, "system", "ask_again", [1, null, "red"], "stuck"]);
  });

  test("answers 2, which is dead, whenever no policy is being asked", () => {
    runShelf([put]);
    expect(shelf.port.call(0, 0)).toBe(2);
    shelf.port.enter("ghost");
    shelf.port.leave(null);
    expect(runShelf([put]).last.calls).toEqual([]);
  });
});

describe("names", () => {
  test("stand for one entity, or with an index for one of several", () => {
    const { trace } = runShelf([["put", { as: "u" }], put, ["load", { box: "u" }], ["load", { box: "v[2]" }]]);
    expect(trace.names).toEqual({
      u: { entity: "box", first: 0, count: 1 },
      v: { entity: "box", first: 1, count: 3 },
    });
    expect(trace.steps.map(({ calls }) => calls[0]?.[3])).toEqual([undefined, undefined, [0], [3]]);
    expect(trace.steps[3]?.args).toEqual({ box: "v[2]", other: null });
  });

  const wrong: [what: string, step: ShelfStep, reason: string][] = [
    ["a name nobody made", ["load", { box: "w" }], "load: box: no earlier step made w"],
    ["an index beyond", ["load", { box: "v[3]" }], "load: box: v[3] is not there: v has 3 of box"],
    [
      "several where one is meant",
      ["load", { box: "v" }],
      "load: box: v stands for 3 of box; write v[0] for the first",
    ],
    ["a name that is taken", ["put", { as: "v" }], "put: as: v names something already"],
    ["a range nobody made", ["repaint", { boxes: "w", colour: "red" }], "repaint: boxes: no earlier step made w"],
    ["no reference", ["load", { box: "v[-1]" }], 'load: box: "v[-1]" is not a box, such as name or name[0]'],
    ["a number", ["load", { box: 0 }], "load: box: 0 is not a box, such as name or name[0]"],
    ["an unknown step", ["dance", { box: "v[0]", how: ["a", "b"] }], 'the world has no step "dance"'],
    ["a step every object has", ["constructor"], 'the world has no step "constructor"'],
    ["an unknown argument", ["take", { all: true }], 'take: it has no argument "all"'],
    ["a missing argument", ["label", { slot: 1, box: "v[0]" }], "label: colour is missing"],
    [
      "a number out of range",
      ["label", { slot: 9, box: "v[0]", colour: "red" }],
      "label: slot: 9 is not a whole number from 0 to 3",
    ],
    [
      "a word that is none",
      ["repaint", { boxes: "v", colour: "red", flags: ["SLOW"] }],
      "repaint: flags: an array is not a list of at most 32 words of FAST, THICK",
    ],
  ];
  test.each(wrong)(
    "or arguments that are wrong (%s) end the run as not applicable, before the step",
    (_, step, reason) => {
      const { trace, last } = runShelf([put, step, ["take"]]);
      expect(trace.end).toEqual({ kind: "not-applicable", step: 2, reason });
      expect(trace.steps).toHaveLength(2);
      expect(last).toMatchObject({ call: step[0], result: null, calls: [], changes: [] });
    },
  );

  test("of entities that were taken away since are no longer there", () => {
    const { trace } = runShelf([put, ["take"], ["load", { box: "v[2]" }]]);
    expect(trace.end).toEqual({ kind: "not-applicable", step: 3, reason: "load: box: v[2] is no longer there" });
  });

  test("of switches and values that the world does not have make the run not applicable at step 0", () => {
    const run = (config: { [name: string]: string }) =>
      JSON.parse(shelf.run({ config, steps: shelfSteps([put]) }, shelfPort({}), 0));
    expect(run({ audit: "maybe" })).toMatchObject({
      steps: [],
      end: { kind: "not-applicable", step: 0, reason: 'config audit: "maybe" is not one of off, on' },
    });
    expect(run({ toString: "on" }).end.reason).toBe('config: the world has no switch "toString"');
  });
});
