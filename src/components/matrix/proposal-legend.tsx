import type { Matrix } from "#core/matrix/matrix.ts";
import { permalink } from "#core/permalink.ts";

/** The keys of the columns and what they stand for. */
export function ProposalLegend({ matrix, frozen }: { readonly matrix: Matrix; readonly frozen: boolean }) {
  const decision = matrix.decision.slug;
  return (
    <table className="plain legend">
      <caption>The proposals, in the order of the columns</caption>
      <thead>
        <tr>
          <th scope="col">key</th>
          <th scope="col">title</th>
          <th scope="col">version</th>
        </tr>
      </thead>
      <tbody>
        {matrix.columns.map((column) => (
          <tr key={column.key}>
            <th scope="row">
              <a
                href={
                  frozen
                    ? permalink.proposalVersion(decision, column.key, column.version)
                    : permalink.proposal(decision, column.key)
                }
              >
                {column.key}
              </a>
            </th>
            <td>{column.title}</td>
            <td>{`v${column.version}`}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
