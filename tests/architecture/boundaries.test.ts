import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { findImportBreaches } from "./find-import-breaches.ts";
import { importRules } from "./import-rules.ts";

const scratch = mkdtempSync(path.join(tmpdir(), "bakeoff-imports-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test("no import crosses a boundary of the rooms", async () => {
  const { modules, breaches } = await findImportBreaches();
  expect(breaches).toEqual([]);
  // Fewer would mean that the cruiser could not read the sources.
  expect(modules).toBeGreaterThan(100);
});

test("every rule says why it is there", () => {
  expect(importRules.filter(({ comment }) => (comment ?? "").length < 10).map(({ name }) => name)).toEqual([]);
});

test("each room's rule catches an import that was planted to break it", async () => {
  const planted: Record<string, string> = {
    "core/a.ts": 'import "node:fs";',
    "world-kit/a.ts": 'import "#core/z.ts";',
    "worlds/one/a.ts": 'import "#worlds/two/a.ts";',
    "worlds/two/a.ts": "export {};",
    "sandbox/guest/a.ts": 'import "node:fs";',
    "sandbox/host/a.ts": 'import "#server/run/z.ts"; import { z } from "#world-kit/z.ts"; z();',
    "world-kit/z.ts": "export const z = () => 1;",
    "server/run/a.ts": 'import "#server/api/z.ts";',
    "server/run/z.ts": "export {};",
    "server/run/next.ts": 'import "next";',
    "server/api/a.ts": 'import "#server/db/z.ts";',
    "server/api/z.ts": "export {};",
    "server/db/z.ts": "export {};",
    "worker/a.ts": 'import "#server/api/z.ts";',
    "cli/a.ts": 'import "#worlds/two/a.ts";',
    "setup/a.ts": 'import "#worlds/two/a.ts";',
    "web/a.ts": 'import "#sandbox/host/z.ts"; import "#app/page.tsx"; import "#cli/a.ts"; import "#setup/a.ts";',
    "sandbox/host/z.ts": "export {};",
    "core/z.ts": "export {};",
    "trpc/a.ts": 'import "#server/run/z.ts"; import "#web/a.ts"; import "#worker/a.ts";',
    "ui/a.ts": 'import "#core/z.ts";',
    "components/a.tsx": 'import "#server/run/z.ts";',
    "app/page.tsx": 'import "#server/run/z.ts";',
    "app/route.ts": 'import "#server/db/z.ts";',
    "core/circle.ts": 'import "#core/round.ts";',
    "core/round.ts": 'import "#core/circle.ts";',
    "core/lost.ts": 'import "#core/nowhere.ts";',
    "core/tested.ts": 'import "../../tests/z.ts";',
  };
  writeFileSync(path.join(scratch, "package.json"), '{"type":"module","imports":{"#*":"./src/*"}}');
  for (const [name, text] of Object.entries({ ...planted, "../tests/z.ts": "export {};" })) {
    const file = path.join(scratch, "src", name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  mkdirSync(path.join(scratch, "node_modules", "next"), { recursive: true });
  writeFileSync(path.join(scratch, "node_modules", "next", "package.json"), '{"name":"next","main":"next.js"}');
  writeFileSync(path.join(scratch, "node_modules", "next", "next.js"), "");
  const { breaches } = await findImportBreaches(scratch);
  const caught = new Set(breaches.map((breach) => breach.split(":")[0]));
  expect(importRules.map(({ name }) => name).filter((name) => !caught.has(name))).toEqual([]);
});
