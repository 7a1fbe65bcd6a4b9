import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ENGINE_V8, ENGINE_VERSION } from "#core/run/engine-version.ts";
import { engineDigest, engineFiles } from "./engine-digest.ts";

const recorded = readFileSync(join(import.meta.dirname, "engine-digest.json"), "utf8");
const ADVICE =
  "The engine's sources changed. If any trace or verdict can change, raise ENGINE_NUMBER in src/core/run/engine-version.ts; " +
  "then run: node tests/architecture/write-engine-digest.ts";

test("the engine's version names the V8 line that runs it", () => {
  expect(process.versions.v8.split(".").slice(0, 2).join(".")).toBe(ENGINE_V8);
});

test("the engine's sources are those that its version was recorded with", async () => {
  expect(JSON.parse(recorded), ADVICE).toEqual({ engine: ENGINE_VERSION, digest: await engineDigest() });
});

test("the digest covers realms, kit, compilers, the child's program and the judge with what it imports", () => {
  const files = engineFiles();
  for (const file of [
    "src/sandbox/guest/lock-realm.ts",
    "src/world-kit/run-program.ts",
    "src/sandbox/host/compile-policy-fuel.ts",
    "src/sandbox/host/executor.ts",
    "src/core/run/judge-outcome.ts",
    "src/core/run/judge-expectation.ts",
  ]) {
    expect(files).toContain(file);
  }
});
