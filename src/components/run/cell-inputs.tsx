import { permalink } from "#core/permalink.ts";
import type { CellPage } from "#core/run/cell-page.ts";
import { HashText } from "#ui/hash-text.tsx";

/** Everything that determined the cell, with full hashes. */
export function CellInputs({ page }: { readonly page: CellPage }) {
  const { world, proposal, scenario, engine, seed } = page.inputs;
  const decision = page.decision.slug;
  return (
    <div className="scroll">
      <table className="plain inputs">
        <caption>Everything that determined this cell</caption>
        <thead>
          <tr>
            <th scope="col">input</th>
            <th scope="col">version</th>
            <th scope="col">SHA-256 of its content</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">
              proposal <a href={permalink.proposalVersion(decision, proposal.key, proposal.version)}>{proposal.key}</a>
            </th>
            <td>{`v${proposal.version}`}</td>
            <td>
              <HashText hash={proposal.hash} />
            </td>
          </tr>
          <tr>
            <th scope="row">
              scenario <a href={permalink.scenario(decision, scenario.slug)}>{scenario.slug}</a>
            </th>
            <td>{`v${scenario.version}`}</td>
            <td>
              <HashText hash={scenario.hash} />
            </td>
          </tr>
          <tr>
            <th scope="row">
              world <a href={permalink.world(world.name)}>{world.name}</a>
            </th>
            <td>{`v${world.version}`}</td>
            <td>
              <HashText hash={world.hash} />
            </td>
          </tr>
          <tr>
            <th scope="row">engine</th>
            <td>{engine}</td>
            <td />
          </tr>
          <tr>
            <th scope="row">seed</th>
            <td>{seed}</td>
            <td />
          </tr>
          <tr>
            <th scope="row">this cell</th>
            <td />
            <td>
              <HashText hash={page.hash} />
            </td>
          </tr>
          {page.traceHash !== null && (
            <tr>
              <th scope="row">its trace</th>
              <td />
              <td>
                <HashText hash={page.traceHash} />
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}
