import type { Scenario, Step } from "#core/scenario/scenario.ts";

const MODES = ["WC", "WB", "UC-"] as const;

/**
 * A scenario of twenty steps against pfn-cachemode: three of set-up, then faults and zaps over three frames, so that most
 * steps run the policy. `variant` changes slug and modes, so that no two are the same scenario.
 */
export const twentySteps = (variant: number): Scenario => {
  const when = Array.from({ length: 17 }, (_, i): Step => {
    const page = (i >> 1) % 4;
    if (i % 4 === 3) return { call: "zap", args: { vma: "v", page } };
    const want = MODES[(i + variant) % MODES.length] ?? "WC";
    return { call: "fault", args: { vma: "v", page, frame: i % 3 === 0 ? "ram[0]" : `bar[${i % 2}]`, want } };
  });
  return {
    slug: `twenty-steps-${variant}`,
    about: "A load for the benchmark.",
    cites: [],
    config: {},
    given: [
      { call: "alloc_pages", args: { as: "ram" } },
      { call: "resource", args: { as: "bar", kind: "bar", pages: 2 } },
      { call: "mmap", args: { as: "v" } },
    ],
    when,
    then: [{ kind: "result", step: 1, compare: { is: ["NOPAGE"] } }],
    stances: {},
    predict: {},
  };
};
