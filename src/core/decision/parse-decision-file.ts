/** `decision.yaml` -> what it says. Whether the proposals and scenarios it names are there is for the reader of the folder. */
import type { Failure } from "#core/error-code.ts";
import { fail, ok, type Result } from "#core/result.ts";
import type { Located } from "#core/yaml/located.ts";
import { Problems } from "#core/yaml/problems.ts";
import { checkKeys, readYamlFile, valuesOf } from "#core/yaml/yaml-file.ts";

export interface DecisionFile {
  readonly slug: string;
  readonly title: string;
  readonly question: string;
  /** Paragraphs, separated by an empty line. */
  readonly context: string;
  readonly threads: readonly { readonly title: string; readonly address: string }[];
  /** Keys, in the order of the columns. */
  readonly proposals: readonly string[];
  readonly suites: readonly {
    readonly slug: string;
    readonly title: string;
    /** Names of files, without the ending; a file may hold a family. */
    readonly scenarios: readonly string[];
  }[];
}
const SLUG = /^[a-z0-9][a-z0-9-]{0,63}$/;

export function parseDecisionFile(text: string, file: string): Result<DecisionFile, Failure> {
  const problems = new Problems(file);
  const required = ["decision", "title", "question", "context", "proposals", "suites"];
  const root = readYamlFile(text, "a decision", required, ["threads"], problems);
  if (root === null) return fail(problems.toFailure());
  const read = valuesOf(root, problems);
  const decision: DecisionFile = {
    slug: readSlug(read.value("decision"), "decision", problems),
    title: read.text("title", 120),
    question: read.text("question", 2000),
    context: read.text("context", 8000),
    threads: read.list("threads").map((thread) => parseThread(thread, problems)),
    proposals: read.texts("proposals", 64, 8),
    suites: read.list("suites").map((suite) => parseSuite(suite, problems)),
  };
  for (const key of decision.proposals)
    if (!/^[A-Za-z][A-Za-z0-9]{0,7}$/.test(key))
      problems.add(
        read.place("proposals"),
        `"${key}" is no key of a proposal: a letter, then letters and digits, at most 8`,
      );
  sayTwice(decision.proposals, "proposal", read.place("proposals"), problems);
  sayTwice(
    decision.suites.map(({ slug }) => slug),
    "suite",
    read.place("suites"),
    problems,
  );
  return problems.count > 0 ? fail(problems.toFailure()) : ok(decision);
}

function parseThread(item: Located, problems: Problems): DecisionFile["threads"][number] {
  if (item.kind !== "map") {
    problems.add(item.place, "a thread wants a title and an address");
    return { title: "", address: "" };
  }
  checkKeys(item, "a thread", ["title", "address"], [], problems);
  const read = valuesOf(item, problems);
  const address = read.text("address", 500);
  if (address !== "" && !/^https?:\/\/[\x21-\x7e]+$/.test(address))
    problems.add(read.place("address"), "address wants http:// or https://, in ASCII");
  return { title: read.text("title", 200), address };
}

function parseSuite(item: Located, problems: Problems): DecisionFile["suites"][number] {
  if (item.kind !== "map") {
    problems.add(item.place, "a suite wants the keys suite, title, scenarios");
    return { slug: "", title: "", scenarios: [] };
  }
  checkKeys(item, "a suite", ["suite", "title", "scenarios"], [], problems);
  const read = valuesOf(item, problems);
  const scenarios = read.list("scenarios").map((slug) => readSlug(slug, "an entry of scenarios", problems));
  sayTwice(scenarios, "scenario", read.place("scenarios"), problems);
  return { slug: readSlug(read.value("suite"), "suite", problems), title: read.text("title", 120), scenarios };
}

function readSlug(value: Located | undefined, what: string, problems: Problems): string {
  if (value === undefined) return "";
  if (value.kind === "scalar" && SLUG.test(value.source)) return value.source;
  problems.add(value.place, `${what} wants lower-case letters, digits and hyphens, at most 64`);
  return "";
}

function sayTwice(names: readonly string[], what: string, place: Located["place"], problems: Problems): void {
  const twice = new Set(names.filter((name, at) => name !== "" && names.indexOf(name) !== at));
  for (const name of twice) problems.add(place, `the ${what} "${name}" stands here twice`);
}
