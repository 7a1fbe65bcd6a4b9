import type { MatrixCell, MatrixRow } from "#core/matrix/matrix.ts";
import { countWords } from "#core/matrix/matrix-rows.ts";
import { shortVerdict } from "#core/matrix/verdict-table.ts";
import { ownMember } from "#core/own-member.ts";
import { permalink } from "#core/permalink.ts";
import { predictionWords } from "#core/run/prediction-words.ts";
import type { ScenarioPage } from "#core/scenario/scenario-page.ts";
import { breakLine, codeLines } from "#core/text/code-lines.ts";
import { textDate } from "#core/text/text-date.ts";
import { bullets, field, heading, paragraphs, renderTextPage, section } from "#core/text/text-page.ts";
import { wrapText } from "#core/text/wrap-text.ts";

/** `base` is the service's address without a slash at its end. */
export function renderScenarioText(page: ScenarioPage, base: string): string {
  const { scenario, decision } = page;
  return renderTextPage([
    ...heading(scenario.slug),
    ...wrapText(`version ${page.version}, published ${textDate(page.publishedAt)}, in ${decision.title}`),
    "",
    ...paragraphs(scenario.about),
    ...section("Cells", [...wrapText(countWords(rowOf(page))), "", ...cellLines(page, base)]),
    ...section("Scenario", codeLines(page.text)),
    ...section("Cited", bullets(scenario.cites)),
    ...section(
      "In suites",
      page.suites.flatMap(({ slug, title }) => field(slug, title, 28)),
    ),
    ...section("Not modelled by this world", bullets(page.limits)),
    ...section(
      "Versions",
      page.versions.flatMap(({ version, hash, publishedAt }) => [
        `v${version}  ${textDate(publishedAt)}`,
        `    ${hash}`,
      ]),
    ),
    ...section("Addresses", [
      ...field("page", base + permalink.scenario(decision.slug, scenario.slug)),
      ...field("json", base + permalink.scenario(decision.slug, scenario.slug, "json")),
      ...field("decision", base + permalink.decision(decision.slug, "txt")),
    ]),
  ]);
}

const rowOf = ({ scenario, version, hash, cells }: ScenarioPage): MatrixRow => ({
  slug: scenario.slug,
  about: scenario.about,
  version,
  hash,
  cells: [...cells],
});

function cellLines(page: ScenarioPage, base: string): string[] {
  return page.columns.flatMap(({ key, title, version }, at) => {
    const cell = page.cells[at] ?? null;
    const word = cell === null ? "-" : shortVerdict(cell.verdict);
    const words = predictionWords(ownMember(page.scenario.predict, key) ?? null, cell?.verdict ?? null);
    const predicted = words === "" ? "" : ` (${words})`;
    return [
      ...wrapText(`v${version} ${title}${predicted}`, {
        first: `${word.padEnd(6)} ${key.padEnd(8)} `,
        rest: " ".repeat(16),
      }),
      ...(cell === null ? [] : [...wrapText(cell.reason, { first: " ".repeat(7) }), ...linkLines(cell, base)]),
    ];
  });
}

const linkLines = (cell: MatrixCell, base: string): string[] =>
  breakLine(base + permalink.cell(cell.hash, "txt"), " ".repeat(7));
