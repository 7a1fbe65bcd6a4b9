import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { z } from "zod";
import { permalink } from "#core/permalink.ts";
import { root } from "../support/run-command.ts";
import { expect, test } from "./watched-page.ts";

const Cells = z.object({
  cells: z.array(z.object({ hash: z.string(), traceHash: z.string(), scenario: z.string(), proposal: z.string() })),
});
const ServedCell = z.object({ hash: z.string(), traceHash: z.string() });

test("the command line computes the cells of the service: the same addresses, the same bytes of every trace", async ({
  request,
}) => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["src/cli/bakeoff.mjs", "run", "src/worlds/pfn-cachemode", "--json"],
    { cwd: root, maxBuffer: 64 * 1024 * 1024 },
  );
  const { cells } = Cells.parse(JSON.parse(stdout));
  expect(cells).toHaveLength(9 * 14);
  for (const { hash, traceHash, scenario, proposal } of cells) {
    const response = await request.get(permalink.cell(hash, "json"));
    expect(response.status(), `${scenario}, ${proposal}`).toBe(200);
    // SHA-256 of the bytes: equal hashes are equal bytes.
    expect(ServedCell.parse(await response.json()), `${scenario}, ${proposal}`).toEqual({ hash, traceHash });
  }
});
