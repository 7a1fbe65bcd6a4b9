import { verdictClass } from "#components/matrix/verdict-word.tsx";
import { permalink } from "#core/permalink.ts";
import type { ProposalPage } from "#core/proposal/proposal-page.ts";
import { predictionWords } from "#core/run/prediction-words.ts";

/** The cells of one proposal version, with what its scenarios predicted and why each came out as it did. */
export function ProposalCells({ page }: { readonly page: ProposalPage }) {
  return (
    <div className="scroll">
      <table className="plain cells">
        <caption>{`Cells of ${page.document.key} v${page.version}`}</caption>
        <thead>
          <tr>
            <th scope="col">scenario</th>
            <th scope="col">verdict</th>
            <th scope="col">prediction</th>
            <th scope="col">reason</th>
          </tr>
        </thead>
        <tbody>
          {page.cells.map(({ suite, scenario, about, predicted, cell }) => (
            <tr key={`${suite} ${scenario}`}>
              <th scope="row">
                <a href={permalink.scenario(page.decision.slug, scenario)} title={about}>
                  {scenario}
                </a>
              </th>
              <td className={verdictClass(cell?.verdict ?? null)}>
                {cell === null ? "pending" : <a href={permalink.cell(cell.hash)}>{cell.verdict}</a>}
              </td>
              <td>{predictionWords(predicted, cell?.verdict ?? null)}</td>
              <td className="why">{cell?.reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
