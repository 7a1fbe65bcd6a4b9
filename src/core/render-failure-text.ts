/** Pages that say what is missing, why, and what to do next: 300, 400, 404 and 503 as text. */
import type { Failure } from "#core/error-code.ts";
import { permalink } from "#core/permalink.ts";
import { breakLine } from "#core/text/code-lines.ts";
import { field, heading, renderTextPage, section } from "#core/text/text-page.ts";
import { wrapText } from "#core/text/wrap-text.ts";

/** `title` is the status line for people, such as `404 Not found`; `next` the useful next step, in a sentence. */
export function renderFailureText(failure: Failure, title: string, next: string, base: string): string {
  return renderTextPage([
    ...heading(title),
    ...wrapText(failure.sentence),
    ...(next === "" ? [] : wrapText(next)),
    ...section(
      "Problems",
      (failure.problems ?? []).flatMap(({ file, line, column, message }) =>
        wrapText(`${file} line ${line}, column ${column}: ${message}`, { rest: "  " }),
      ),
    ),
    ...section(
      "Candidates",
      (failure.candidates ?? []).flatMap((candidate) => breakLine(candidate, "  ")),
    ),
    ...section("Addresses", field("decisions", base + permalink.home("txt"))),
  ]);
}
