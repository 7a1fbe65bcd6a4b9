import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { root } from "../support/run-command.ts";

const lines = readFileSync(path.join(root, "prisma", "schema.prisma"), "utf8").split("\n");

test("every model of the schema has a sentence that says what a row is", () => {
  const models = lines.flatMap((line, at) =>
    /^(model|enum|view) /.test(line) ? [{ line, before: lines[at - 1] ?? "" }] : [],
  );
  expect(models.length).toBeGreaterThan(10);
  expect(models.filter(({ before }) => !/^\/\/\/ .*\.$/.test(before)).map(({ line }) => line)).toEqual([]);
});
