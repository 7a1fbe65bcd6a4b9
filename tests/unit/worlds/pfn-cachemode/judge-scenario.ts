/** One scenario text against one proposal of the shipped decision, in plain Node, judged as the service judges it. */
import { judgeOutcome } from "#core/run/judge-outcome.ts";
import { parseTrace } from "#core/run/parse-trace.ts";
import type { Judgement } from "#core/run/verdict.ts";
import { parseScenarioText } from "#core/scenario/parse-scenario-text.ts";
import type { Scenario } from "#core/scenario/scenario.ts";
import { toProgram } from "#core/scenario/to-program.ts";
import { manifest, portOf, runner } from "./run-steps.ts";

export const KEYS = ["S0", "O1", "O2", "O12", "O3a", "O3q", "O3r", "O4", "O4d"] as const;
export type Key = (typeof KEYS)[number];
/** Letters of the tables: pass, pass only thanks to a warning, fail, declined. */
export const WORDS = { P: "PASS", W: "PASS*", F: "FAIL", R: "REFU" } as const;
export type Letter = keyof typeof WORDS;

/** `letters` are separated by blanks, in the order of `KEYS`. */
export function expectedOf(letters: string, key: Key): (typeof WORDS)[Letter] {
  const letter = letters.split(" ")[KEYS.indexOf(key)];
  if (letter !== "P" && letter !== "W" && letter !== "F" && letter !== "R") throw new Error(`${key} in "${letters}"`);
  return WORDS[letter];
}

export function parseOne(text: string, file: string): Scenario {
  const parsed = parseScenarioText(text, manifest, file);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error, null, 2));
  const [only] = parsed.value;
  if (only === undefined) throw new Error(`${file} holds no scenario`);
  return only.scenario;
}

const policies = new Map<Key, object>();
for (const key of KEYS) policies.set(key, await import(`#worlds/pfn-cachemode/proposals/${key}/policy.ts`));

export function judgeScenario(scenario: Scenario, key: Key): Judgement {
  const text = runner.run(toProgram(scenario, manifest), portOf(policies.get(key) ?? {}), 0);
  const trace = parseTrace(text);
  if (!trace.ok) throw new Error(trace.error);
  return judgeOutcome(manifest, scenario, { kind: "traced", trace: text, thrown: null }, trace.value).default;
}
