import type { HomePage } from "#core/decision/home-page.ts";
import { permalink } from "#core/permalink.ts";
import { breakLine } from "#core/text/code-lines.ts";
import { textDate } from "#core/text/text-date.ts";
import { field, heading, leftRight, renderTextPage, section } from "#core/text/text-page.ts";
import { wrapText } from "#core/text/wrap-text.ts";

/** `base` is the service's address without a slash at its end. */
export function renderHomeText(page: HomePage, base: string): string {
  const decisions = page.decisions.flatMap((decision) => {
    const { done, total } = decision.progress;
    return [
      "",
      ...leftRight(decision.title, decision.status),
      ...wrapText(decision.question, { first: "  " }),
      ...wrapText(
        `${decision.proposals} proposals, ${decision.scenarios} scenarios${done < total ? `, pending ${done}/${total}` : ""}; last activity ${textDate(decision.activityAt)}`,
        { first: "  " },
      ),
      ...breakLine(base + permalink.decision(decision.slug, "txt"), "  "),
      ...(decision.report === null ? [] : breakLine(base + permalink.report(decision.report, "txt"), "  ")),
    ];
  });
  return renderTextPage([
    ...heading("Bakeoff"),
    ...wrapText("Interface proposals beside the scenarios that they meet: what was run, and what came out."),
    ...section("Decisions", decisions.length === 0 ? ["There is none yet."] : decisions.slice(1)),
    ...section(
      "Moved in the last 24 hours",
      page.moved.flatMap(({ at, sentence, address }) => [
        ...wrapText(`${textDate(at)}: ${sentence}`),
        ...breakLine(base + address, "  "),
      ]),
    ),
    ...section("Addresses", [
      ...field("json", base + permalink.home("json")),
      ...(page.next === null ? [] : field("next page", `${base}${permalink.home("txt")}?after=${page.next}`)),
    ]),
  ]);
}
