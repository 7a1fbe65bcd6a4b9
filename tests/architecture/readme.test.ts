import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { root } from "../support/run-command.ts";

const read = (file: string): string => readFileSync(path.join(root, file), "utf8");
const readme = read("README.md");
const map = read("src/README.md");
const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(read("package.json")));

test("every npm command that a page of documentation names exists", () => {
  const named = [...`${readme}\n${map}`.matchAll(/\bnpm (?:run ([a-z-]+)|(start|test)\b)/g)].map(
    (found) => found[1] ?? found[2],
  );
  expect(named).toEqual(expect.arrayContaining(["start", "test", "dev", "check", "bench"]));
  expect(named.filter((name) => name === undefined || scripts[name] === undefined)).toEqual([]);
});

test("the two commands come first", () => {
  expect(readme.indexOf("npm start")).toBeLessThan(500);
  expect(readme.indexOf("npm test")).toBeLessThan(600);
});

test("every link between pages of documentation leads to a file", () => {
  for (const [file, text] of [
    ["README.md", readme],
    ["src/README.md", map],
  ] as const) {
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map((found) =>
      path.join(path.dirname(file), found[1] ?? ""),
    );
    expect(links.length).toBeGreaterThan(0);
    expect(links.filter((link) => !existsSync(path.join(root, link)))).toEqual([]);
  }
});

test("every variable in the table of settings is read, and every one that is read is in the table", () => {
  const described = [...readme.matchAll(/^\| (`[A-Z_`, ]+`) *\|/gm)].flatMap((row) =>
    [...(row[1] ?? "").matchAll(/[A-Z_]+/g)].map(String),
  );
  const known = [...read("src/server/env.ts").matchAll(/^ {4}([A-Z][A-Z_]+): /gm)].map((found) => found[1] ?? "");
  expect(known.length).toBeGreaterThan(5);
  // What `npm run dev` sets for its child is no setting of a person, and the tests have one of their own.
  expect(new Set(described)).toEqual(new Set([...known.filter((name) => name !== "BAKEOFF_DEV"), "CHROMIUM_PATH"]));
});

test("every path on the map of the sources is there", () => {
  const paths = [...map.matchAll(/`([a-z./*-]+(?:\/|\.(?:ts|prisma|mjs)))`/g)]
    .map((found) => found[1] ?? "")
    .filter((name) => name.includes("/"));
  expect(paths.length).toBeGreaterThan(30);
  const isThere = (name: string): boolean =>
    [`src/${name}`, name].some((pattern) => globSync(pattern, { cwd: root }).length > 0);
  expect(paths.filter((name) => !isThere(name) && !["proposals/", "scenarios/"].includes(name))).toEqual([]);
});

test("the shipped matrix in the README has the columns and the rows of the shipped decision", () => {
  const decision = read("src/worlds/pfn-cachemode/decision.yaml");
  const keys = /^proposals: \[(.*)\]$/m.exec(decision)?.[1]?.split(", ") ?? [];
  expect(readme).toMatch(new RegExp(`^ +${keys.join(" +")}$`, "m"));
});
