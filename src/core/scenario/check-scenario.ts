/** One expanded document against the world: from located YAML to the canonical form, or problems. */
import { ownMember } from "#core/own-member.ts";
import { Verdict } from "#core/run/verdict.ts";
import { checkArguments } from "#core/scenario/check-argument.ts";
import type { CheckContext } from "#core/scenario/check-context.ts";
import { checkExpectation } from "#core/scenario/check-expectation.ts";
import type { Expectation, Scenario, Step } from "#core/scenario/scenario.ts";
import { SCENARIO_CITES, SCENARIO_EXPECTATIONS, SCENARIO_STEPS } from "#core/scenario/scenario-limits.ts";
import type { WorldManifest } from "#core/world/world-manifest.ts";
import { entryOf, type Located, type LocatedMap } from "#core/yaml/located.ts";
import type { Problems } from "#core/yaml/problems.ts";
import { readText, readTexts } from "#core/yaml/read-text.ts";

const KEYS = [
  "scenario",
  "about",
  "cites",
  "config",
  "given",
  "when",
  "then",
  "stances",
  "predict",
  "for each",
  "repeat",
];

/** Undefined where a problem was found. */
export function checkScenario(root: LocatedMap, manifest: WorldManifest, problems: Problems): Scenario | undefined {
  const before = problems.count;
  const context: CheckContext = { manifest, problems, names: new Map() };
  for (const { key, keyPlace } of root.entries)
    if (!KEYS.includes(key)) problems.unknown(keyPlace, "key of a scenario", key, KEYS);
  for (const key of ["scenario", "about", "when", "then"])
    if (entryOf(root, key) === undefined) problems.add(root.place, `the scenario has no "${key}"`);

  const part = (key: string): Located | undefined => entryOf(root, key)?.value;
  const scenario: Scenario = {
    slug: checkSlug(part("scenario"), problems),
    about: readText(part("about"), "about", 2000, problems),
    cites: readTexts(part("cites"), "cites", SCENARIO_CITES, 500, problems),
    config: checkConfig(part("config"), context),
    given: checkSteps(part("given"), "given", context),
    when: checkSteps(part("when"), "when", context),
    then: checkExpectations(part("then"), "then", context),
    stances: checkStances(part("stances"), context),
    predict: checkPredictions(part("predict"), context),
  };
  const steps = scenario.given.length + scenario.when.length;
  if (steps > SCENARIO_STEPS)
    problems.add(root.place, `the scenario has ${steps} steps; at most ${SCENARIO_STEPS} are accepted`);
  checkResultSteps(root, scenario, problems);
  return problems.count > before ? undefined : scenario;
}

function checkSlug(value: Located | undefined, problems: Problems): string {
  if (value === undefined) return "";
  if (value.kind === "scalar" && /^[a-z0-9][a-z0-9-]{0,63}$/.test(value.source)) return value.source;
  const written = value.kind === "scalar" ? `"${value.source}"` : `a ${value.kind}`;
  problems.add(
    value.place,
    `scenario wants a name of lower-case letters, digits and hyphens, at most 64, not ${written}`,
  );
  return "";
}

function checkConfig(value: Located | undefined, { manifest, problems }: CheckContext): Record<string, string> {
  const config: Record<string, string> = {};
  for (const { key, keyPlace, value: chosen } of mapEntries(value, "config", problems)) {
    const declared = ownMember(manifest.config, key);
    if (declared === undefined) problems.unknown(keyPlace, "switch", key, Object.keys(manifest.config));
    else if (chosen.kind !== "scalar") problems.add(chosen.place, `${key} wants one of ${declared.values.join(", ")}`);
    else if (!declared.values.includes(chosen.source))
      problems.unknown(chosen.place, `value of ${key}`, chosen.source, declared.values);
    else config[key] = chosen.source;
  }
  return config;
}

function checkSteps(value: Located | undefined, phase: string, context: CheckContext): Step[] {
  if (value === undefined || (phase === "given" && isNothing(value))) return [];
  const { problems } = context;
  if (value.kind !== "list" || (phase === "when" && value.items.length === 0)) {
    problems.add(value.place, `${phase} wants a list of steps${phase === "when" ? ", at least one" : ""}`);
    return [];
  }
  if (value.items.length > SCENARIO_STEPS) {
    problems.add(value.place, `${phase} has ${value.items.length} steps; at most ${SCENARIO_STEPS} are accepted`);
    return [];
  }
  return value.items.map((item) => checkStep(item, context)).filter((step) => step !== undefined);
}

function checkStep(item: Located, context: CheckContext): Step | undefined {
  const { problems, manifest } = context;
  const word = item.kind === "scalar" && typeof item.value === "string" ? item.value : null;
  const [entry, second] =
    item.kind === "map" ? item.entries : word === null ? [] : [{ key: word, keyPlace: item.place, value: item }];
  if (entry === undefined || second !== undefined) {
    const place = second?.keyPlace ?? item.place;
    problems.add(place, "a step is one name with its arguments: { fault: { vma: v, page: 0 } }");
    return undefined;
  }
  const { key, keyPlace, value } = entry;
  const declared = ownMember(manifest.steps, key);
  if (declared === undefined) {
    problems.unknown(keyPlace, "step", key, Object.keys(manifest.steps));
    return undefined;
  }
  if (value.kind !== "map" && word === null && !isNothing(value)) {
    problems.add(value.place, `the arguments of ${key} must be a map: ${key}: { ... }`);
    return undefined;
  }
  const entries = value.kind === "map" ? value.entries : [];
  return { call: key, args: checkArguments(context, key, keyPlace, entries, declared.args) };
}

function checkExpectations(value: Located | undefined, what: string, context: CheckContext): Expectation[] {
  if (value === undefined) return [];
  if (value.kind !== "list" || value.items.length === 0) {
    context.problems.add(value.place, `${what} wants a list of expectations, at least one`);
    return [];
  }
  if (value.items.length > SCENARIO_EXPECTATIONS) {
    context.problems.add(value.place, `${what} has more than ${SCENARIO_EXPECTATIONS} expectations`);
    return [];
  }
  return value.items.map((item) => checkExpectation(context, item)).filter((good) => good !== undefined);
}

function checkStances(value: Located | undefined, context: CheckContext): Record<string, Expectation[]> {
  const stances: Record<string, Expectation[]> = {};
  for (const { key, keyPlace, value: list } of mapEntries(value, "stances", context.problems)) {
    if (!/^[a-z][a-z0-9-]{0,39}$/.test(key) || key === "default")
      context.problems.add(
        keyPlace,
        `"${key}" cannot name a stance: lower-case letters, digits and hyphens, not default`,
      );
    stances[key] = checkExpectations(list, `stance ${key}`, context);
  }
  return stances;
}

function checkPredictions(value: Located | undefined, { problems }: CheckContext): Record<string, string> {
  const predict: Record<string, string> = {};
  for (const { key, keyPlace, value: word } of mapEntries(value, "predict", problems)) {
    if (!/^[A-Za-z][A-Za-z0-9]{0,7}$/.test(key))
      problems.add(keyPlace, `"${key}" is no key of a proposal: a letter, then letters and digits, at most 8`);
    const written = word.kind === "scalar" ? word.source : word.kind;
    if (Verdict.options.some((verdict) => verdict === written)) predict[key] = written;
    else problems.unknown(word.place, "verdict", written, Verdict.options);
  }
  return predict;
}

/** `result: { step: n }` counts the when-steps; only here is it known how many there are. */
function checkResultSteps(root: LocatedMap, scenario: Scenario, problems: Problems): void {
  const beyond = (expectation: Expectation): boolean => {
    if (expectation.kind === "result") return (expectation.step ?? 1) > scenario.when.length;
    if (expectation.kind === "not") return beyond(expectation.of);
    return expectation.kind === "one_of" || expectation.kind === "all_of" ? expectation.of.some(beyond) : false;
  };
  for (const [at, expectation] of scenario.then.entries()) {
    const list = entryOf(root, "then")?.value;
    const place = list?.kind === "list" ? list.items[at]?.place : undefined;
    if (beyond(expectation)) tooFar(place ?? root.place);
  }
  for (const [stance, expectations] of Object.entries(scenario.stances)) {
    const stances = entryOf(root, "stances")?.value;
    const place = stances?.kind === "map" ? entryOf(stances, stance)?.keyPlace : undefined;
    if (expectations.some(beyond)) tooFar(place ?? root.place);
  }
  function tooFar(place: Located["place"]): void {
    problems.add(place, `result names a when-step that is not there; when has ${scenario.when.length}`);
  }
}

function mapEntries(value: Located | undefined, what: string, problems: Problems): LocatedMap["entries"] {
  if (value === undefined || isNothing(value)) return [];
  if (value.kind === "map") return value.entries;
  problems.add(value.place, `${what} wants names with values: { name: value }`);
  return [];
}

const isNothing = (value: Located): boolean => value.kind === "scalar" && value.value === null;
