import type { ExpectationJudgement } from "#core/run/verdict.ts";

const metWord = ({ met, via }: ExpectationJudgement): string =>
  !met ? "not met" : via === "plain" ? "met" : `met by a ${via}`;

/** What the scenario expects and what the run gave, one row an expectation. */
export function ExpectationTable(props: {
  readonly expectations: readonly ExpectationJudgement[];
  readonly caption: string;
}) {
  return (
    <div className="scroll">
      <table className="plain expectations">
        <caption>{props.caption}</caption>
        <thead>
          <tr>
            <th scope="col">expectation</th>
            <th scope="col">met</th>
            <th scope="col">expected</th>
            <th scope="col">got</th>
            <th scope="col">step</th>
          </tr>
        </thead>
        <tbody>
          {props.expectations.map((expectation) => (
            <tr key={expectation.text} className={expectation.met ? "" : "unmet"}>
              <th scope="row">{expectation.text}</th>
              <td>{metWord(expectation)}</td>
              <td>{expectation.expected}</td>
              <td>{expectation.got}</td>
              <td className="number">
                {expectation.step === null ? "" : <a href={`#s${expectation.step}`}>{expectation.step}</a>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
