import { describe, expect, it } from "vitest";
import { parseProposal } from "#core/proposal/parse-proposal.ts";
import { proposalHash } from "#core/proposal/proposal-hash.ts";
import { smallWorldManifest } from "../../../fixtures/core/small-world-manifest.ts";

const GOOD = `key: O4
title: The caller decides
summary: >-
  One paragraph.
author: Christian König
origin: [<a@example.org>]
contract:
  consumes: PFNs
  refcounted: "no"
not_covered: [Highmem.]
`;
const parse = (document: string, policy = "export {};\n", prototypes = "int f(void);\n") =>
  parseProposal({ document, interface: prototypes, policy }, smallWorldManifest, "proposals/O4/");
const problemsOf = (...args: Parameters<typeof parse>) => {
  const parsed = parse(...args);
  return parsed.ok ? [] : (parsed.error.problems ?? []).map((p) => `${p.file}:${p.line}:${p.column} ${p.message}`);
};

describe("a proposal", () => {
  it("that is right becomes its document and the two texts, byte for byte", () => {
    const parsed = parse(GOOD);
    expect(parsed).toEqual({
      ok: true,
      value: {
        document: {
          key: "O4",
          title: "The caller decides",
          summary: "One paragraph.",
          author: "Christian König",
          origin: ["<a@example.org>"],
          assistedBy: [],
          contract: { consumes: "PFNs", refcounted: "no" },
          notCovered: ["Highmem."],
        },
        interface: "int f(void);\n",
        policy: "export {};\n",
      },
    });
    if (parsed.ok) expect(proposalHash(parsed.value)).toMatch(/^[0-9a-f]{64}$/);
  });

  it("with unknown keys and dimensions names their places and the nearest names", () => {
    expect(problemsOf(GOOD.replace("consumes:", "consume:").replace("origin:", "orgin:"))).toEqual([
      expect.stringMatching(
        /^proposals\/O4\/proposal\.yaml:6:1 unknown key of a proposal "orgin"; did you mean origin\?/,
      ),
      'proposals/O4/proposal.yaml:8:3 unknown dimension "consume"; did you mean consumes? allowed: consumes, refcounted',
    ]);
  });

  it("without what it does not cover is refused", () => {
    expect(problemsOf(GOOD.replace("not_covered: [Highmem.]\n", ""))).toEqual([
      'proposals/O4/proposal.yaml:1:1 a proposal has no "not_covered"',
    ]);
    expect(problemsOf(GOOD.replace("[Highmem.]", "[]"))[0]).toMatch(/:10:14 not_covered wants at least one sentence/);
  });

  it("with a key that cannot stand in an address, or texts beyond the limits, is refused", () => {
    expect(problemsOf(GOOD.replace("key: O4", "key: O-4"))[0]).toMatch(/:1:6 key wants a letter/);
    expect(problemsOf(GOOD, "x".repeat(65_537))).toEqual([
      "proposals/O4/policy.ts:1:1 the file has more than 65536 bytes",
    ]);
    expect(problemsOf(GOOD, "", "")).toEqual(["proposals/O4/interface.h:1:1 the file is empty"]);
  });
});
