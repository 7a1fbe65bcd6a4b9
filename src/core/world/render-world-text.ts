import { permalink } from "#core/permalink.ts";
import { codeLines } from "#core/text/code-lines.ts";
import { textDate } from "#core/text/text-date.ts";
import { bullets, field, heading, paragraphs, renderTextPage, section } from "#core/text/text-page.ts";
import { wrapText } from "#core/text/wrap-text.ts";
import type { Argument, WorldManifest } from "#core/world/world-manifest.ts";
import type { WorldPage } from "#core/world/world-page.ts";

/** `base` is the service's address without a slash at its end. */
export function renderWorldText(page: WorldPage, base: string): string {
  const { manifest } = page;
  return renderTextPage([
    ...heading(manifest.title),
    ...wrapText(`world ${manifest.name} v${page.version}, published ${textDate(page.publishedAt)}`),
    "",
    ...paragraphs(manifest.about),
    ...section("Not modelled", bullets(manifest.limits)),
    ...section(
      "Configuration (the first value is the default)",
      Object.entries(manifest.config).flatMap(([name, { about, values }]) =>
        entry(`${name}: ${values.join(" | ")}`, about),
      ),
    ),
    ...section(
      "Entities",
      Object.entries(manifest.entities).flatMap(([name, { about }]) => entry(name, about)),
    ),
    ...vocabulary(manifest),
    ...section(
      "Invariants",
      Object.entries(manifest.invariants).flatMap(([id, { title, about }]) => entry(`${id}: ${title}`, about)),
    ),
    ...section(
      "Metrics",
      Object.entries(manifest.metrics).flatMap(([name, { about, unit }]) => entry(`${name} (${unit})`, about)),
    ),
    ...section(
      "Dimensions of the contract",
      Object.entries(manifest.dimensions).flatMap(([name, { title, about }]) => entry(`${name}: ${title}`, about)),
    ),
    ...section(
      "Decisions",
      page.decisions.flatMap(({ slug, title }) => entry(title, base + permalink.decision(slug, "txt"))),
    ),
    ...section("Addresses", [
      ...field("page", base + permalink.world(manifest.name)),
      ...field("json", base + permalink.world(manifest.name, "json")),
      "version",
      `    ${page.hash}`,
      `a state has ${manifest.stateBits} bits`,
    ]),
    ...page.files.flatMap(({ path, text }) => section(path, codeLines(text))),
  ]);
}

function vocabulary(manifest: WorldManifest): string[] {
  const calls = (entries: Readonly<Record<string, Sourced>>): string[] =>
    Object.entries(entries).flatMap(([name, { about, source, args, layer }]) => [
      ...entry(layer === undefined ? name : `${name} (${layer})`, about),
      ...wrapText(`stands for ${source}`, { first: "    " }),
      ...argumentLines(args),
    ]);
  return [
    ...section("Steps", calls(manifest.steps)),
    ...section("Hooks, which a proposal may replace", calls(manifest.hooks)),
    ...section("Capabilities, which a policy may call", calls(manifest.capabilities)),
    ...section(
      "Expectations",
      Object.entries(manifest.expectations).flatMap(([name, expectation]) => [
        ...entry(name, expectation.about),
        ...argumentLines(expectation.args),
        ...(expectation.kind === "read"
          ? Object.entries(expectation.fields).flatMap(([name, about]) => fieldLine("compares", name, about))
          : wrapText(
              `no violation of ${expectation.invariants.join(", ")}${expectation.reportable ? ", unless warned about" : ""}`,
              { first: "    " },
            )),
      ]),
    ),
  ];
}

interface Sourced {
  readonly about: string;
  readonly source: string;
  readonly args: Readonly<Record<string, Argument>>;
  readonly layer?: string;
}

const entry = (name: string, about: string): string[] => [...wrapText(name), ...wrapText(about, { first: "    " })];

const argumentLines = (args: Readonly<Record<string, Argument>>): string[] =>
  Object.entries(args).flatMap(([name, argument]) =>
    fieldLine("argument", `${name}: ${argumentWords(argument)}`, argument.about),
  );

const fieldLine = (label: string, name: string, about: string): string[] =>
  wrapText(`${name}. ${about}`, { first: `    ${label} `, rest: " ".repeat(13) });

function argumentWords(argument: Argument): string {
  const preset = "default" in argument && argument.default !== undefined ? `, else ${String(argument.default)}` : "";
  switch (argument.kind) {
    case "bool":
      return `true or false${preset}`;
    case "enum":
      return `${argument.values.join(" | ")}${preset}`;
    case "int":
      return `${argument.min} to ${argument.max}${preset}`;
    case "words":
      return `list of ${argument.values.join(" | ")}${preset}`;
    case "name":
      return `new name for a ${argument.entity}`;
    case "reference":
      return `a ${argument.entity}${argument.optional === true ? ", optional" : ""}`;
    case "range":
      return `all ${argument.entity} of a name`;
    case "text":
      return `text of at most ${argument.max} characters`;
  }
}
