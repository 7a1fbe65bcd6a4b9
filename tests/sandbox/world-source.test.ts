import { afterAll, expect, test } from "vitest";
import { WorldManifest } from "#core/world/world-manifest.ts";
import { createChildProcessSandbox } from "#sandbox/host/child-process-sandbox.ts";
import { shelfSource } from "../support/shelf-sandbox.ts";

const sandbox = createChildProcessSandbox({ children: 1 });
afterAll(() => sandbox.close());

const describe = (files: { [path: string]: string }) => sandbox.describe({ files });
const shelf = shelfSource.files["shelf-world.ts"] ?? "";
const entry = shelfSource.files["world.ts"] ?? "";

test("a world describes itself as a manifest", async () => {
  const manifest = WorldManifest.parse(JSON.parse(await sandbox.describe(shelfSource)));
  expect(manifest.name).toBe("shelf");
  expect(Object.keys(manifest.hooks)).toEqual(["stick", "weigh"]);
});

test("a world without world.ts is refused", async () => {
  await expect(describe({ "shelf-world.ts": shelf })).rejects.toThrow(
    "A world begins in world.ts; that file is missing.",
  );
});

test("a world that exports no `world` is told what to write", async () => {
  await expect(describe({ "world.ts": "export const planet = 1;" })).rejects.toThrow(
    "export const world = defineWorld",
  );
});

test("a mistake in the syntax is refused with file, line and column", async () => {
  await expect(describe({ "world.ts": "\nexport const world = ;\n" })).rejects.toThrow(
    /^world\.ts:2:22: Unexpected ";"/,
  );
});

test.each([
  "node:fs",
  "zod",
  "#core/result.ts",
  "#world-kit/../core/result.ts",
  "/etc/passwd",
  "../../package.json",
  "https://example.org/x.ts",
])("a world cannot import %s", async (path) => {
  await expect(describe({ "world.ts": `import * as x from "${path}";\nexport const world = x;` })).rejects.toThrow(
    /^world\.ts:1:20: /,
  );
});

test("a world cannot import at run time", async () => {
  await expect(describe({ "world.ts": 'export const world = await import("./other.ts");' })).rejects.toThrow(
    "world.ts:1:",
  );
});

test("a world that throws while it is loaded is refused with the line that threw", async () => {
  const files = {
    "world.ts":
      'interface Lost {\n  a: 1;\n}\nexport const world = ((): any => {\n  throw new Error("no world today");\n})();\n',
  };
  await expect(describe(files)).rejects.toThrow(/^world\.ts:5:9: no world today$/);
});

test("a definition that breaks a rule of the kit is refused with the kit's sentence", async () => {
  const broken = shelf.replace('name: "shelf"', 'name: "Not A Name"');
  await expect(describe({ "world.ts": entry, "shelf-world.ts": broken })).rejects.toThrow(/name/);
});

test("a world that never finishes loading is refused", async () => {
  // The shortest way to stop the engine's own loop is the parent's kill, which this waits for.
  await expect(describe({ "world.ts": "for (;;) ;\nexport const world = {} as any;" })).rejects.toThrow(
    "does not finish loading",
  );
});

test("a world has no clock, no chance and no way to make code after it is loaded", async () => {
  const spy = shelf.replace(
    '  about: "Boxes on a shelf and the labels on them.",',
    '  about: [typeof Date, typeof (Math as any).random, typeof setTimeout].join(" "),',
  );
  expect(JSON.parse(await describe({ "world.ts": entry, "shelf-world.ts": spy })).about).toBe(
    "undefined undefined undefined",
  );
});
