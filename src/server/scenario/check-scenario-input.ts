import type { InputProblem } from "#core/error-code.ts";
import { Scenario } from "#core/scenario/scenario.ts";
import type { ScenarioInput } from "#server/scenario/add-scenario-versions.ts";
import { findUnstorable, findUnstorableIn } from "#server/storable-text.ts";

/** What keeps a scenario from being stored; its text was parsed, and checked against the world, before it came here. */
export function checkScenarioInput({ text, scenario }: ScenarioInput): readonly InputProblem[] {
  const file = `${scenario.slug}.yaml`;
  const parsed = Scenario.safeParse(scenario);
  if (!parsed.success) {
    return parsed.error.issues.map(({ path, message }) => ({
      file,
      line: 1,
      column: 1,
      message: `${path.join(".")}: ${message}`,
    }));
  }
  return [findUnstorable(file, text), findUnstorableIn(file, scenario)].filter((problem) => problem !== null);
}
