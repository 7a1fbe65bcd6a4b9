import { describe, expect, it } from "vitest";
import { entityNames } from "#core/run/entity-names.ts";
import { parseTrace } from "#core/run/parse-trace.ts";
import { replayState } from "#core/run/replay-state.ts";
import { parseStatePath, readStatePath, renderStatePath } from "#core/run/state-path.ts";
import { smallScenario, smallTrace } from "../../../fixtures/core/small-trace.ts";

describe("a trace", () => {
  it("that the sandbox wrote is read back as it is", () => {
    expect(parseTrace(JSON.stringify(smallTrace()))).toEqual({ ok: true, value: smallTrace() });
  });

  it("with anything that does not belong into it is refused", () => {
    const trace = smallTrace();
    const wrong: readonly unknown[] = [
      { ...trace, format: 2 },
      { ...trace, extra: 1 },
      { ...trace, initial: [] },
      smallTrace({ calls: [[0, "nowhere", "f", [], null]] } as never),
      smallTrace({ calls: [[-1, "system", "f", [], null]] }),
      smallTrace({ calls: [[0, "system", "f", Array.from({ length: 9 }, () => 0), null]] }),
      smallTrace({ changes: [["a".repeat(401), 0, 1]] }),
      smallTrace({ args: { a: { b: 1 } } } as never),
      smallTrace({ refused: 7 } as never),
    ];
    for (const value of wrong) expect(parseTrace(JSON.stringify(value)).ok).toBe(false);
    expect(parseTrace("{").ok).toBe(false);
    expect(parseTrace(JSON.stringify(trace).replace('"WC"', `${"[".repeat(40)}0${"]".repeat(40)}`)).ok).toBe(false);
  });

  it("gives the state after every step, and leaves the steps before alone", () => {
    const trace = smallTrace();
    expect(replayState(trace, 0)).toEqual(trace.initial);
    expect(replayState(trace, 1)["frames"]).toHaveLength(4);
    expect(replayState(trace, 2)["frames"]).toContainEqual({ kind: "iomem", refcount: 0, mode: "UC-" });
    expect(replayState(trace, 4)).toEqual({
      frames: [null, null, { kind: "iomem", refcount: 0, mode: "UC-" }, { kind: "iomem", refcount: 1, mode: "UC-" }],
      vmas: [{ ptes: [{ mode: "WC", frame: 3 }, null] }],
    });
    expect(trace).toEqual(smallTrace());
  });
});

describe("a path into a state", () => {
  it("is read and written the same", () => {
    const path = parseStatePath("vmas[$vma].ptes[3].mode");
    expect(path).toEqual([{ field: "vmas" }, { argument: "vma" }, { field: "ptes" }, { index: 3 }, { field: "mode" }]);
    expect(renderStatePath(path ?? [])).toBe("vmas[$vma].ptes[3].mode");
    expect(parseStatePath("a[")).toBe(null);
  });
  it("finds nothing behind what every object has", () => {
    expect(readStatePath({ a: {} }, [{ field: "a" }, { field: "constructor" }])).toBe(undefined);
  });
});

describe("names of entities", () => {
  it("translate both ways, in the scenario's own words", () => {
    const names = entityNames(smallTrace().names, smallScenario);
    expect(names.resolve("vram[1]")).toEqual({ entity: "frame", index: 3 });
    expect(names.resolve("vram[2]")).toBe(null);
    expect(names.resolve("constructor")).toBe(null);
    expect([names.nameOf("frame", 3), names.nameOf("vma", 0), names.nameOf("frame", 9)]).toEqual([
      "vram[1]",
      "v",
      "frame[9]",
    ]);
  });
});
