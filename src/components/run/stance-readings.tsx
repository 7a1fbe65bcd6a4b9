import { VerdictWord } from "#components/matrix/verdict-word.tsx";
import { ExpectationTable } from "#components/run/expectation-table.tsx";
import type { Judgements } from "#core/run/verdict.ts";
import { Section } from "#ui/section.tsx";

/** The same outcome judged under each stance that the scenario declares; nothing where it declares none. */
export function StanceReadings({ judgements }: { readonly judgements: Judgements }) {
  const stances = Object.entries(judgements.stances).sort(([a], [b]) => (a < b ? -1 : 1));
  if (stances.length === 0) return null;
  return (
    <Section id="stances" title="Under other stances">
      {stances.map(([stance, judgement]) => (
        <div key={stance} className="stance">
          <h3>
            {`${stance}: `}
            <VerdictWord verdict={judgement.verdict} />
          </h3>
          <p>{judgement.reason}</p>
          {judgement.expectations.length > 0 && (
            <ExpectationTable expectations={judgement.expectations} caption={`Expectations under ${stance}`} />
          )}
        </div>
      ))}
    </Section>
  );
}
