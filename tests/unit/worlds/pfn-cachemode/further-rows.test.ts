/**
 * Situations that are not shipped as scenarios but that this world can tell; they keep its semantics honest beyond the
 * shipped fourteen.
 */
import { describe, expect, it } from "vitest";
import { expectedOf, judgeScenario, KEYS, parseOne } from "./judge-scenario.ts";

const RAM = "- alloc_pages: { as: f }";
const V = "- mmap: { as: v }";
const fault = (want: string, frame = "f[0]") => `- fault: { vma: v, page: 0, frame: "${frame}", want: ${want} }`;
const mode = (is: string) => `- pte: { vma: v, page: 0, mode: ${is} }`;
const NO_ALIAS = '- no_unreported_alias: { frame: "f[0]" }';
const orRefused = (expectation: string) => `- one_of: [{ ${expectation.slice(2)} }, { refused: true }]`;

interface Row {
  readonly row: string;
  readonly config?: string;
  readonly given: readonly string[];
  readonly when: readonly string[];
  readonly then: readonly string[];
  /** Columns in the order of `KEYS`. */
  readonly verdicts: string;
}
const ROWS: readonly Row[] = [
  {
    row: "same-nondebug: without a debug kernel only today's code is safe",
    config: 'debug: "off"',
    given: [RAM, V],
    when: [fault("WC")],
    then: [NO_ALIAS],
    verdicts: "P F F F F F F F F",
  },
  {
    row: "present-pte: the second of two racing faults changes nothing",
    given: ["- alloc_pages: { as: f, blocks: 2 }", '- set_page: { page: "f[0]", mode: WC }', V, fault("WC")],
    when: [fault("WB", "f[1]")],
    then: ["- result: NOPAGE", '- pte: { vma: v, page: 0, pfn: "f[0]" }'],
    verdicts: "P P P P P P P P P",
  },
  {
    row: "freed-while-wc: tracker and direct map of a reused page disagree",
    given: [
      "- alloc_pages: { as: old }",
      "- set_pages_array: { pages: old, mode: WC }",
      "- free_pages: { pages: old }",
      RAM,
      V,
    ],
    when: [fault("WB")],
    then: [NO_ALIAS],
    verdicts: "F W W W W W W F W",
  },
  {
    row: "freed-while-wc with check pgmt: the tracking bits were wiped by the free",
    config: "check: pgmt",
    given: [
      "- alloc_pages: { as: old }",
      "- set_pages_array: { pages: old, mode: WC }",
      "- free_pages: { pages: old }",
      RAM,
      V,
    ],
    when: [fault("WB")],
    then: [NO_ALIAS],
    verdicts: "F F F F F F F F F",
  },
  {
    row: "stale-entry: a leaked registration binds all but those that do not ask",
    given: ["- resource: { as: f, kind: bar }", "- ioremap: { range: f, mode: UC- }", V],
    when: [fault("WC")],
    then: [orRefused(mode("WC"))],
    verdicts: "F R R R F F F P P",
  },
  {
    row: "plain-insert-unchanged: vmf_insert_pfn on an unregistered BAR still gives UC-",
    given: ["- resource: { as: f, kind: bar }", "- mmap: { as: v, kind: PFNMAP, prot: WC }"],
    when: ["- insert_pfn: { vma: v, page: 0, frame: f }"],
    then: [mode("UC-")],
    verdicts: "P P P P P P F P P",
  },
  {
    row: "bad-pfn-in-buddy: a free page is declined in production",
    config: 'debug: "off"',
    given: [RAM, "- free_pages: { pages: f }", V],
    when: [fault("WB")],
    then: ["- pte: { vma: v, page: 0, exists: false }"],
    verdicts: "F P F P F F F F F",
  },
  {
    row: "dm-not-present: no alias and no false alarm for a page outside of the direct map",
    given: ["- alloc_pages: { as: f, zone: no-direct-map }", V],
    when: [fault("WC")],
    then: [mode("WC"), NO_ALIAS, "- warned: false"],
    verdicts: "F P P P P P P P P",
  },
  {
    row: "wc-want-wb: WB is wanted for a page that is tracked and directly mapped WC",
    given: [RAM, "- set_pages_array: { pages: f, mode: WC }", V],
    when: [fault("WB")],
    then: [NO_ALIAS],
    verdicts: "P W W W W P P F W",
  },
  {
    row: "fsdax-want-wc with check both: the tracker's answer reaches the debug checks",
    config: "check: both",
    given: ["- resource: { as: f, kind: fsdax }", V],
    when: [fault("WC")],
    then: [orRefused("- pte: { vma: v, page: 0, exists: true }"), NO_ALIAS],
    verdicts: "P W R R P W P F W",
  },
  {
    row: "bar-none-want-wb where the MTRR makes the BAR UC: nothing is cached",
    given: ["- resource: { as: f, kind: bar }", V],
    when: [fault("WB")],
    then: [orRefused("- pte: { vma: v, page: 0, exists: true }"), '- no_cached_mmio: { frame: "f[0]" }'],
    verdicts: "P R R R P P P P P",
  },
];

describe("further situations", () => {
  for (const { row, config, given, when, then, verdicts } of ROWS) {
    const lines = (of: readonly string[]): string => of.map((line) => `  ${line}`).join("\n");
    const text = `scenario: row\nabout: row\nconfig: { ${config ?? ""} }\ngiven:\n${lines(given)}\nwhen:\n${lines(when)}\nthen:\n${lines(then)}\n`;
    const scenario = parseOne(text, row);
    for (const key of KEYS)
      it(`${row}: ${key} is ${expectedOf(verdicts, key)}`, () => {
        const { verdict, reason } = judgeScenario(scenario, key);
        expect(verdict, reason).toBe(expectedOf(verdicts, key));
      });
  }
});
