/** What can be chosen about a matrix, as links and one plain form: the choice is the address. */

import type { Matrix } from "#core/matrix/matrix.ts";
import { type MatrixChoice, matrixQuery, rowAgrees } from "#core/matrix/matrix-choice.ts";
import { distinctRows, rowDiffers } from "#core/matrix/matrix-rows.ts";

export interface MatrixControlsProps {
  /** Path of the page, without its query. */
  readonly address: string;
  /** With all columns. */
  readonly whole: Matrix;
  /** With the chosen columns. */
  readonly shown: Matrix;
  readonly choice: MatrixChoice;
  readonly stances: readonly string[];
}

export function MatrixControls({ address, whole, shown, choice, stances }: MatrixControlsProps) {
  const rows = distinctRows(shown);
  const differing = rows.filter(rowDiffers).length;
  const agreeing = rows.filter(rowAgrees).length;
  const chosen = new Set(shown.columns.map((column) => column.key));
  return (
    <div className="controls">
      <p>
        {`${differing} of ${rows.length} scenarios differ. `}
        {choice.folded ? (
          <a id="fold" href={`${address}${matrixQuery({ ...choice, folded: false })}`}>
            Show every row
          </a>
        ) : (
          agreeing > 0 && (
            <a id="fold" href={`${address}${matrixQuery({ ...choice, folded: true })}`}>
              {agreeing === 1 ? "Fold the row in which all agree" : `Fold the ${agreeing} rows in which all agree`}
            </a>
          )
        )}
        {choice.stance !== null && `. Judged under the stance ${choice.stance}`}
        {matrixQuery(choice) !== "" && (
          <>
            {". "}
            <a href={address}>Whole matrix, default reading</a>
          </>
        )}
      </p>
      <details>
        <summary>{stances.length > 0 ? "Choose proposals and stance" : "Choose proposals"}</summary>
        <form method="get" action={address}>
          <fieldset>
            <legend>Proposals</legend>
            <div>
              {whole.columns.map((column) => (
                <label key={column.key} title={column.title}>
                  <input type="checkbox" name="cols" value={column.key} defaultChecked={chosen.has(column.key)} />{" "}
                  {column.key}{" "}
                </label>
              ))}
            </div>
          </fieldset>
          {stances.length > 0 && (
            <fieldset>
              <legend>Expectations</legend>
              <div>
                <StanceChoice stance={null} chosen={choice.stance} />
                {stances.map((stance) => (
                  <StanceChoice key={stance} stance={stance} chosen={choice.stance} />
                ))}
              </div>
            </fieldset>
          )}
          <fieldset>
            <legend>Rows</legend>
            <div>
              <label>
                <input type="checkbox" name="fold" value="1" defaultChecked={choice.folded} /> fold rows in which all
                agree
              </label>
            </div>
          </fieldset>
          <button type="submit">Show this choice</button>
        </form>
      </details>
    </div>
  );
}

function StanceChoice({ stance, chosen }: { readonly stance: string | null; readonly chosen: string | null }) {
  return (
    <label>
      <input type="radio" name="stance" value={stance ?? ""} defaultChecked={stance === chosen} />{" "}
      {stance === null ? "as the scenario states them" : `under the stance ${stance}`}{" "}
    </label>
  );
}
