/** The canonical YAML of a scenario: one step or expectation a line. Parsing it gives the same scenario back. */
import { Document, isMap, isSeq, type Node, visit } from "yaml";
import type { Comparison, Expectation, Scenario, Step } from "#core/scenario/scenario.ts";

export function renderScenarioYaml(scenario: Scenario): string {
  const { slug, about, cites, config, given, when, then, stances, predict } = scenario;
  const document = new Document(
    {
      scenario: slug,
      about,
      ...(cites.length > 0 && { cites }),
      ...(Object.keys(config).length > 0 && { config }),
      ...(given.length > 0 && { given: given.map(stepShape) }),
      when: when.map(stepShape),
      then: then.map(expectationShape),
      ...(Object.keys(stances).length > 0 && {
        stances: Object.fromEntries(
          Object.entries(stances).map(([stance, expectations]) => [stance, expectations.map(expectationShape)]),
        ),
      }),
      ...(Object.keys(predict).length > 0 && { predict }),
    },
    { aliasDuplicateObjects: false, version: "1.2", schema: "core" },
  );
  flowBelowItems(document.contents);
  return document.toString({ lineWidth: 0, minContentWidth: 0, flowCollectionPadding: true });
}

/** Configuration, predictions, and the arguments of every step and expectation stand on one line. */
function flowBelowItems(contents: Node | null): void {
  if (!isMap(contents)) return;
  for (const pair of contents.items) {
    const { key, value } = pair;
    if (String(key) === "config" || String(key) === "predict") {
      if (isMap(value)) value.flow = true;
      continue;
    }
    if (!isSeq(value) && !isMap(value)) continue;
    visit(value, {
      Seq: (_, list) => {
        for (const item of list.items)
          if (isMap(item))
            for (const member of item.items) if (isMap(member.value) || isSeq(member.value)) member.value.flow = true;
      },
    });
  }
}

const stepShape = ({ call, args }: Step): object => ({ [call]: args });

function expectationShape(expectation: Expectation): object {
  switch (expectation.kind) {
    case "read":
      return { [expectation.name]: { ...expectation.args, ...mapValues(expectation.fields) } };
    case "no-violation":
      return { [expectation.name]: expectation.args };
    case "result":
      return {
        result:
          expectation.step === null
            ? comparisonShape(expectation.compare)
            : { step: expectation.step, ...explicit(expectation.compare) },
      };
    case "warned":
      return { warned: expectation.code ?? expectation.expected };
    case "refused":
      return { refused: expectation.expected };
    case "metric":
      return { metric: { name: expectation.name, ...explicit(expectation.compare) } };
    case "unchanged":
      return { unchanged: { of: expectation.name, ...expectation.args, field: expectation.field } };
    case "one_of":
      return { one_of: expectation.of.map(expectationShape) };
    case "all_of":
      return { all_of: expectation.of.map(expectationShape) };
    case "not":
      return { not: expectationShape(expectation.of) };
  }
}

const mapValues = (fields: Readonly<Record<string, Comparison>>): object =>
  Object.fromEntries(Object.entries(fields).map(([field, comparison]) => [field, comparisonShape(comparison)]));

const comparisonShape = (comparison: Comparison): unknown =>
  "is" in comparison ? (comparison.is.length === 1 ? comparison.is[0] : comparison.is) : comparison;

const explicit = (comparison: Comparison): object =>
  "is" in comparison ? { is: comparison.is.length === 1 ? comparison.is[0] : comparison.is } : comparison;
