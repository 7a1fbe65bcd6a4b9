/**
 * YAML as people write it -> checked scenarios. The same text is accepted from the form, the API, a file and a pasted
 * mail, and every problem names its line and column. One document is one scenario, or one family of them.
 */
import type { Failure } from "#core/error-code.ts";
import { fail, ok, type Result } from "#core/result.ts";
import { checkScenario } from "#core/scenario/check-scenario.ts";
import { expandFamily, FAMILY_MEMBERS } from "#core/scenario/expand-family.ts";
import type { Scenario } from "#core/scenario/scenario.ts";
import { scenarioHash } from "#core/scenario/scenario-hash.ts";
import type { WorldManifest } from "#core/world/world-manifest.ts";
import { parseLocatedYaml } from "#core/yaml/parse-located-yaml.ts";
import { Problems } from "#core/yaml/problems.ts";

export interface ParsedScenario {
  readonly scenario: Scenario;
  /** 64 hex digits. */
  readonly hash: string;
  /** The author's YAML, byte for byte; members of a family share it. */
  readonly text: string;
}

/** `file` is how problems call the text: a path, or the name of a form field. */
export function parseScenarioText(
  text: string,
  manifest: WorldManifest,
  file: string,
): Result<readonly ParsedScenario[], Failure> {
  const problems = new Problems(file);
  const parsed: ParsedScenario[] = [];
  const slugs = new Set<string>();
  for (const document of parseLocatedYaml(text, problems)) {
    const { root } = document;
    if (root.kind !== "map") {
      problems.add(root.place, `a scenario is a map that begins with "scenario: name", not a ${root.kind}`);
      continue;
    }
    for (const member of expandFamily(root, problems)) {
      const scenario = checkScenario(member, manifest, problems);
      if (scenario === undefined) continue;
      if (slugs.has(scenario.slug)) problems.add(root.place, `two scenarios are called "${scenario.slug}"`);
      slugs.add(scenario.slug);
      parsed.push({ scenario, hash: scenarioHash(scenario), text: document.text });
    }
  }
  const start = { line: 1, column: 1 };
  if (parsed.length > FAMILY_MEMBERS) problems.add(start, `the text has more than ${FAMILY_MEMBERS} scenarios`);
  if (parsed.length === 0 && problems.count === 0) problems.add(start, "the text holds no scenario");
  return problems.count > 0 ? fail(problems.toFailure()) : ok(parsed);
}
