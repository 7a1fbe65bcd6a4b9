import { contentHash } from "#core/content-hash.ts";
import type { Scenario } from "#core/scenario/scenario.ts";

/** Address of a scenario version: its checked form, after families were expanded. 64 hex digits. */
export const scenarioHash = (scenario: Scenario): string => contentHash(scenario);
