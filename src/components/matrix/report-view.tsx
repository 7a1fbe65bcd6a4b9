/** A frozen matrix. Nothing on this page may depend on anything but the stored report. */

import { MatrixControls } from "#components/matrix/matrix-controls.tsx";
import { MatrixTable } from "#components/matrix/matrix-table.tsx";
import { ProposalLegend } from "#components/matrix/proposal-legend.tsx";
import { QuoteBlock } from "#components/matrix/quote-block.tsx";
import { VerdictLegend } from "#components/matrix/verdict-legend.tsx";
import { chooseColumns, type MatrixChoice, matrixQuery } from "#core/matrix/matrix-choice.ts";
import type { ReportPage } from "#core/matrix/report-page.ts";
import { permalink } from "#core/permalink.ts";
import { HashText } from "#ui/hash-text.tsx";
import { PageFrame } from "#ui/page-frame.tsx";
import { Section } from "#ui/section.tsx";
import { SentenceList } from "#ui/sentence-list.tsx";

export function ReportView(props: {
  readonly page: ReportPage;
  readonly choice: MatrixChoice;
  /** The result block of the chosen matrix. */
  readonly quote: string;
}) {
  const { page, choice, quote } = props;
  const { matrix } = page;
  const shown = chooseColumns(matrix, choice.columns);
  const query = matrixQuery(choice);
  const text = permalink.report(page.hash, "txt") + query;
  return (
    <PageFrame
      title={`Report on ${matrix.decision.title}`}
      trail={[{ title: matrix.decision.title, address: permalink.decision(matrix.decision.slug) }]}
      twins={{ txt: text, json: permalink.report(page.hash, "json") + query }}
    >
      <h1>{`Report: ${matrix.decision.title}`}</h1>
      <p>
        {`Frozen; this page never changes. World ${matrix.world.name} v${matrix.world.version}, engine ${matrix.engine}, seed ${matrix.seed}. `}
        <a href={permalink.decision(matrix.decision.slug)}>Latest matrix of this decision</a>.
      </p>
      <section aria-labelledby="matrix">
        <h2 id="matrix">Matrix</h2>
        <MatrixControls
          address={permalink.report(page.hash)}
          whole={matrix}
          shown={shown}
          choice={choice}
          stances={[]}
        />
        <MatrixTable
          matrix={shown}
          folded={choice.folded}
          frozen
          caption="Scenarios against proposals. Every word links to its cell, with the reason and the trace."
        />
        <VerdictLegend />
      </section>
      <Section id="proposals" title="Proposals">
        <ProposalLegend matrix={shown} frozen />
      </Section>
      <QuoteBlock text={quote} address={text} />
      <Section id="limits" title="What the world does not model">
        <p>PASS means: no violation found in this scenario.</p>
        <SentenceList sentences={page.limits} none="The world names no limits." />
      </Section>
      <Section id="inputs" title="Inputs">
        <p>
          This report: <HashText hash={page.hash} />, the SHA-256 of the canonical JSON of its matrix. The JSON twin has
          the hash of every version in it.
        </p>
      </Section>
    </PageFrame>
  );
}
