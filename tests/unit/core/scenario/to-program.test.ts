import { describe, expect, it } from "vitest";
import { toProgram } from "#core/scenario/to-program.ts";
import { smallScenario } from "../../../fixtures/core/small-trace.ts";
import { smallWorldManifest } from "../../../fixtures/core/small-world-manifest.ts";

describe("the program of a scenario", () => {
  it("has every switch and every argument, and nothing that was expected", () => {
    const program = toProgram({ ...smallScenario, config: { debug: "true" } }, smallWorldManifest);
    expect(program.config).toEqual({ cpu: "legacy", debug: "true" });
    expect(program.steps.map(({ phase, call }) => `${phase} ${call}`)).toEqual([
      "given resource",
      "given ioremap",
      "given mmap",
      "when fault",
    ]);
    expect(program.steps[3]?.args).toEqual({
      vma: "v",
      page: 0,
      frame: "vram[1]",
      want: "WC",
      write: false,
      hint: null,
    });
    expect(Object.keys(program)).toEqual(["config", "steps"]);
  });
});
