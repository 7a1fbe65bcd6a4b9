import path from "node:path";
import { expect, test } from "vitest";
import { readSourceFiles, withoutComments } from "./source-files.ts";

const source = readSourceFiles(["src"]);
const all = readSourceFiles(["src", "tests", "prisma"]);

/** Who may read the environment besides src/server/env.ts, and why. */
const environmentReaders: readonly { readonly path: RegExp; readonly why: string }[] = [
  { path: /^src\/server\/env\.ts$/, why: "it checks every variable once, for everybody" },
  { path: /^src\/setup\//, why: "it runs before there is a service, and passes its environment on to what it starts" },
  { path: /^src\/cli\/bakeoff\.mjs$/, why: "it passes its environment on to the Node that the command runs on" },
];

test("there are sources to look at", () => {
  expect(source.length).toBeGreaterThan(100);
});

test("only src/server/env.ts decides by the environment", () => {
  const readers = source
    .filter(({ text }) => /process\s*\.\s*env\b|\benv\b[^;]*from "node:process"/.test(withoutComments(text)))
    .map(({ path: file }) => file)
    .filter((file) => !environmentReaders.some((reader) => reader.path.test(file)));
  expect(readers).toEqual([]);
});

test("no file only passes on what others export", () => {
  const barrels = all.filter(({ text }) => {
    const code = withoutComments(text);
    const passesOn = /^export\s+(type\s+)?\{[^}]*\}\s+from\s/m.test(code);
    const declares = /^export\s+(default|async|const|function|class|interface|type\s+\w)/m.test(code);
    return /^export\s+(type\s+)?\*/m.test(code) || (passesOn && !declares);
  });
  expect(barrels.map(({ path: file }) => file)).toEqual([]);
});

test("no file is longer than 400 lines", () => {
  const long = all.filter(({ text }) => text.split("\n").length > 401);
  expect(long.map(({ path: file, text }) => `${file}: ${text.split("\n").length - 1}`)).toEqual([]);
});

test("no file or folder is a drawer for everything", () => {
  const drawer = /^(index|utils?|helpers?|common|misc|lib|managers?)$/;
  const drawers = all.filter(({ path: file }) =>
    file.split("/").some((part) => drawer.test(path.parse(part).name.replace(/\.(test|spec)$/, ""))),
  );
  expect(drawers.map(({ path: file }) => file)).toEqual([]);
});

test("folders are named in kebab-case, apart from what Next and the keys of proposals ask for", () => {
  const folders = new Set(
    source.map(({ path: file }) => path.posix.dirname(file.replace(/^src\/worlds\/[^/]+\/proposals\/[^/]+\//, "src/"))),
  );
  const odd = [...folders].filter((folder) =>
    folder
      .split("/")
      .some((part) => !/^([a-z0-9]+(-[a-z0-9]+)*|\[{1,2}(\.\.\.)?[a-z-]+\]{1,2}|\([a-z-]+\))$/.test(part)),
  );
  expect(odd).toEqual([]);
});

test("unit and property tests stand where the file they test stands", () => {
  const folders = new Set(source.flatMap(({ path: file }) => parents(file)));
  const lost = all
    .map(({ path: file }) => /^tests\/(?:unit|property)\/(.+)\/[^/]+$/.exec(file)?.[1])
    .filter((folder) => folder !== undefined && !folders.has(`src/${folder}`));
  expect(lost).toEqual([]);
});

test("no test waits for time to pass, and none is left out or run alone", () => {
  const tests = all.filter(({ path: file }) => /^tests\/.*\.(test|spec)\.tsx?$/.test(file));
  const forbidden = /waitForTimeout\(|\b(test|it|describe)\.(skip|only|todo|fixme)\(/;
  const own = "tests/architecture/layout.test.ts";
  expect(
    tests.filter(({ path: file, text }) => file !== own && forbidden.test(text)).map(({ path: file }) => file),
  ).toEqual([]);
});

const parents = (file: string): string[] => {
  const folder = path.posix.dirname(file);
  return folder === "." ? [] : [folder, ...parents(folder)];
};
