import type { ProposalPage } from "#core/proposal/proposal-page.ts";

/** What the interface promises, one row for each dimension of the world. */
export function ContractTable({ contract }: { readonly contract: ProposalPage["contract"] }) {
  return (
    <div className="scroll">
      <table className="plain contract">
        <caption>Contract, by the dimensions of the world</caption>
        <thead>
          <tr>
            <th scope="col">dimension</th>
            <th scope="col">this proposal</th>
          </tr>
        </thead>
        <tbody>
          {contract.map((row) => (
            <tr key={row.title}>
              <th scope="row" title={row.about}>
                {row.title}
              </th>
              <td>{row.text ?? <span className="quiet">says nothing</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
