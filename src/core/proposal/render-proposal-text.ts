import { shortVerdict } from "#core/matrix/verdict-table.ts";
import { permalink } from "#core/permalink.ts";
import type { ProposalPage } from "#core/proposal/proposal-page.ts";
import { predictionWords } from "#core/run/prediction-words.ts";
import { codeLines } from "#core/text/code-lines.ts";
import { textDate } from "#core/text/text-date.ts";
import { bullets, field, heading, paragraphs, renderTextPage, section } from "#core/text/text-page.ts";
import { wrapText } from "#core/text/wrap-text.ts";

/** `base` is the service's address without a slash at its end. */
export function renderProposalText(page: ProposalPage, base: string): string {
  const { document, decision } = page;
  const versioned = base + permalink.proposalVersion(decision.slug, document.key, page.version, "txt");
  return renderTextPage([
    ...heading(`${document.key}: ${document.title}`),
    ...wrapText(`version ${page.version}, published ${textDate(page.publishedAt)}, in ${decision.title}`),
    "",
    ...paragraphs(document.summary),
    ...section("Author", [
      ...field("author", document.author),
      ...document.origin.flatMap((origin) => field("origin", origin)),
      ...document.assistedBy.flatMap((line) => field("assisted by", line, 13)),
    ]),
    ...section("Cells", cellLines(page)),
    ...section(
      "Contract",
      page.contract.flatMap(({ title, text }) => field(title, text ?? "(says nothing)", 20)),
    ),
    ...section("Not covered", bullets(document.notCovered)),
    ...section("Interface", codeLines(page.interface)),
    ...section("Policy", codeLines(page.policy)),
    ...section("Not modelled by this world", bullets(page.limits)),
    ...section(
      "Versions",
      page.versions.flatMap(({ version, hash, publishedAt }) => [
        `v${version}  ${textDate(publishedAt)}`,
        `    ${hash}`,
      ]),
    ),
    ...section("Addresses", [
      ...field("version", versioned),
      ...field("latest", base + permalink.proposal(decision.slug, document.key, "txt")),
      ...field("json", base + permalink.proposalVersion(decision.slug, document.key, page.version, "json")),
      ...field("decision", base + permalink.decision(decision.slug, "txt")),
    ]),
  ]);
}

function cellLines(page: ProposalPage): string[] {
  let suite: string | null = null;
  return page.cells.flatMap((each) => {
    const title = each.suite === suite ? [] : [...(suite === null ? [] : [""]), `${each.suite}:`];
    suite = each.suite;
    const word = each.cell === null ? "-" : shortVerdict(each.cell.verdict);
    const predicted = predictionWords(each.predicted, each.cell?.verdict ?? null);
    const name = predicted === "" ? each.scenario : `${each.scenario} (${predicted})`;
    return [...title, ...wrapText(name, { first: word.padEnd(7) }), ...reasonLines(each)];
  });
}

type PageCell = ProposalPage["cells"][number];

const reasonLines = ({ cell }: PageCell): string[] =>
  cell === null || cell.verdict === "PASS" ? [] : wrapText(cell.reason, { first: " ".repeat(7) });
