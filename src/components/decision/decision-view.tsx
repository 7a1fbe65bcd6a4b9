/** The page people live on: the question, the matrix, how to read it, and where it is discussed. */
import type { ReactNode } from "react";
import { MatrixControls } from "#components/matrix/matrix-controls.tsx";
import { MatrixKeys } from "#components/matrix/matrix-keys.tsx";
import { MatrixTable } from "#components/matrix/matrix-table.tsx";
import { ProposalLegend } from "#components/matrix/proposal-legend.tsx";
import { QuoteBlock } from "#components/matrix/quote-block.tsx";
import { VerdictLegend } from "#components/matrix/verdict-legend.tsx";
import type { DecisionPage } from "#core/decision/decision-page.ts";
import { chooseColumns, type MatrixChoice, matrixQuery } from "#core/matrix/matrix-choice.ts";
import { permalink } from "#core/permalink.ts";
import { CopyButton } from "#ui/copy-button.tsx";
import { PageFrame } from "#ui/page-frame.tsx";
import { Prose } from "#ui/prose.tsx";
import { Section } from "#ui/section.tsx";
import { SentenceList } from "#ui/sentence-list.tsx";

export interface DecisionViewProps {
  readonly page: DecisionPage;
  readonly choice: MatrixChoice;
  /** The result block of the chosen matrix. */
  readonly quote: string;
  /** The progress line, alive where scripts run. */
  readonly progress: ReactNode;
}

export function DecisionView({ page, choice, quote, progress }: DecisionViewProps) {
  const shown = chooseColumns(page.matrix, choice.columns);
  const query = matrixQuery(choice);
  const text = permalink.decision(page.slug, "txt") + query;
  const { world } = page.matrix;
  return (
    <PageFrame title={page.title} trail={[]} twins={{ txt: text, json: permalink.decision(page.slug, "json") + query }}>
      <h1>{page.title}</h1>
      <p className="lead prose">{page.question}</p>
      <div className="status">
        <p>{page.status === "open" ? "Open" : "Closed"}.</p>
        {page.report !== null && (
          <p>
            Frozen as <a href={permalink.report(page.report)}>{permalink.report(page.report)}</a>.
          </p>
        )}
        {progress}
      </div>
      <section aria-labelledby="matrix">
        <h2 id="matrix">Matrix</h2>
        <MatrixControls
          address={permalink.decision(page.slug)}
          whole={page.matrix}
          shown={shown}
          choice={choice}
          stances={page.stances}
        />
        <MatrixTable
          matrix={shown}
          folded={choice.folded}
          frozen={false}
          caption="Scenarios against proposals. Every word links to its cell, with the reason and the trace."
        />
        <MatrixKeys />
        <VerdictLegend />
      </section>
      <Section id="proposals" title="Proposals">
        <ProposalLegend matrix={shown} frozen={false} />
      </Section>
      <QuoteBlock text={quote} address={text}>
        <CopyButton from="quote" label="Copy the block" />
      </QuoteBlock>
      <Section id="context" title="Context">
        <Prose text={page.context} />
      </Section>
      <Section id="limits" title="What the world does not model">
        <p>PASS means: no violation found in this scenario.</p>
        <SentenceList sentences={page.limits} none="The world names no limits." />
        <p>
          <a href={permalink.world(world.name)}>{`World ${world.name} v${world.version}`}</a>: vocabulary, invariants,
          source.
        </p>
      </Section>
      <Section id="threads" title="Discussion">
        {page.threads.length === 0 ? (
          <p>No thread is linked yet.</p>
        ) : (
          <ul>
            {page.threads.map((thread) => (
              <li key={thread.address}>
                <a href={thread.address}>{thread.title}</a>
              </li>
            ))}
          </ul>
        )}
      </Section>
    </PageFrame>
  );
}
