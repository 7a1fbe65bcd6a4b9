import { describe, expect, it } from "vitest";
import { permalink } from "#core/permalink.ts";

const hash = "7f3a9c2e41d0".padEnd(64, "0");

describe("permanent addresses", () => {
  it("have the shapes that were promised for ever", () => {
    expect([
      permalink.home(),
      permalink.home("txt"),
      permalink.decision("pfn-cachemode"),
      permalink.decision("pfn-cachemode", "json"),
      permalink.proposal("pfn-cachemode", "O4", "txt"),
      permalink.proposalVersion("pfn-cachemode", "O4", 2),
      permalink.proposalVersion("pfn-cachemode", "O4", 2, "txt"),
      permalink.scenario("pfn-cachemode", "ttm-highmem", "json"),
      permalink.cell(hash),
      permalink.cell(hash, "txt"),
      permalink.cellStep(hash, 4),
      permalink.report(hash),
      permalink.report(hash, "json"),
      permalink.world("pfn-cachemode"),
    ]).toMatchInlineSnapshot(`
      [
        "/",
        "/index.txt",
        "/d/pfn-cachemode",
        "/d/pfn-cachemode.json",
        "/d/pfn-cachemode/p/O4.txt",
        "/d/pfn-cachemode/p/O4/v2",
        "/d/pfn-cachemode/p/O4/v2.txt",
        "/d/pfn-cachemode/s/ttm-highmem.json",
        "/c/7f3a9c2e41d0",
        "/c/7f3a9c2e41d0.txt",
        "/c/7f3a9c2e41d0#s4",
        "/r/7f3a9c2e41d0",
        "/r/7f3a9c2e41d0.json",
        "/w/pfn-cachemode",
      ]
    `);
  });
});
