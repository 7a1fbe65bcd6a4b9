import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createChildProcessSandbox } from "#sandbox/host/child-process-sandbox.ts";
import { readDecisionFolder } from "#server/decision/read-decision-folder.ts";

const SHIPPED = new URL("../../../src/worlds/pfn-cachemode", import.meta.url).pathname;
const sandbox = createChildProcessSandbox({ children: 1 });
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bakeoff-folder-"));
  await cp(SHIPPED, folder, { recursive: true });
});
afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true });
});

describe("the folder of a decision", () => {
  it("that ships is read whole: world, proposals in the order of columns, scenarios in the order of suites", async () => {
    const read = await readDecisionFolder(sandbox, SHIPPED);
    if (!read.ok) throw new Error(read.error.sentence);
    const { world, proposals, scenarios, suites } = read.value;
    expect(Object.keys(world.files)).toContain("world.ts");
    expect(world.manifest.name).toBe("pfn-cachemode");
    expect(proposals.slice(0, 3).map(({ document }) => document.key)).toEqual(["S0", "O1", "O2"]);
    const slugs = suites.flatMap((suite) => suite.scenarios);
    expect(new Set(slugs)).toEqual(new Set(scenarios.map(({ scenario }) => scenario.slug)));
  });

  it("with mistakes in several files reports all of them, each with its file", async () => {
    const edit = async (path: string, from: string | RegExp, to: string): Promise<void> => {
      const file = join(folder, path);
      await writeFile(file, (await readFile(file, "utf8")).replace(from, to));
    };
    await edit("proposals/O1/proposal.yaml", "key: O1", "key: O9");
    await edit("proposals/O2/proposal.yaml", "consumes:", "consums:");
    await edit("scenarios/correctness/ttm-highmem.yaml", "- fault:", "- falt:");
    await edit("decision.yaml", "- bar-uc-want-wc", "- bar-uc-want-wb");
    const read = await readDecisionFolder(sandbox, folder);
    const problems = read.ok ? [] : (read.error.problems ?? []);
    const said = problems.map(({ file, message }) => `${file.slice(folder.length + 1)} ${message.split(";")[0]}`);
    expect(said).toEqual([
      "proposals/O1/proposal.yaml key wants O1, as the folder is called",
      'proposals/O2/proposal.yaml unknown dimension "consums"',
      'scenarios/correctness/ttm-highmem.yaml unknown step "falt"',
      "decision.yaml suite correctness: there is no scenarios/<suite>/bar-uc-want-wb.yaml",
      "scenarios/correctness/bar-uc-want-wc.yaml no suite of decision.yaml names this file",
    ]);
  });

  it("with a world that does not compile is refused with the world's own problem", async () => {
    await writeFile(join(folder, "world.ts"), "export const world = ;\n");
    const read = await readDecisionFolder(sandbox, folder);
    expect(read.ok ? null : read.error.code).toBe("WORLD_REFUSED");
  });
});
