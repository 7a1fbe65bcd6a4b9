import { expect, test } from "vitest";
import { permalink } from "#core/permalink.ts";
import { parsePageAddress } from "#web/page-address.ts";

const hash = "0123456789ab".padEnd(64, "0");
const none = new URLSearchParams();
const parse = (address: string) => parsePageAddress(address, none);

test.each([
  [permalink.home("txt"), { page: "home", after: null }],
  [permalink.decision("a-b", "txt"), { page: "decision", decision: "a-b" }],
  [permalink.proposal("a", "O4d", "txt"), { page: "proposal", decision: "a", key: "O4d", version: null }],
  [permalink.proposalVersion("a", "O4", 12, "txt"), { page: "proposal", decision: "a", key: "O4", version: 12 }],
  [permalink.scenario("a", "s-1", "txt"), { page: "scenario", decision: "a", scenario: "s-1" }],
  [permalink.cell(hash, "txt"), { page: "cell", hash: "0123456789ab" }],
  [permalink.report(hash, "txt"), { page: "report", hash: "0123456789ab" }],
  [permalink.world("w", "txt"), { page: "world", world: "w" }],
] as const)("the address %s is taken apart as it was built", (address, page) => {
  expect(parse(address)).toMatchObject({ address: page, twin: "txt" });
});

test("an address without suffix leaves the choice of the twin to the reader", () => {
  expect(parse("/")).toEqual({ address: { page: "home", after: null }, twin: null, path: "/" });
  expect(parse("/d/a")).toMatchObject({ twin: null, path: "/d/a" });
});

test("a suffix belongs to the twin and not to the path", () => {
  expect(parse("/d/a.json")).toMatchObject({ twin: "json", path: "/d/a" });
});

test("hashes are found in either case", () => {
  expect(parse("/c/ABCDEF012345")).toMatchObject({ address: { hash: "abcdef012345" } });
});

test.each([
  "/d",
  "/d/",
  "/d/a/",
  "/d/a/p",
  "/d/a/p/O4/v0",
  "/d/a/p/O4/1",
  "/c/xyz",
  "/d/../c",
  "/d/a.html",
  "/d/a.txt.txt",
])("%s is the address of no page", (address) => {
  expect(parse(address)).toBeNull();
});
