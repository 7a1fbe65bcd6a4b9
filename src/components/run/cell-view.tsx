/** The page of one cell: verdict and reason first, then why, then the trace, then everything that went into it. */

import { QuoteBlock } from "#components/matrix/quote-block.tsx";
import { VerdictWord } from "#components/matrix/verdict-word.tsx";
import { CellInputs } from "#components/run/cell-inputs.tsx";
import { ExpectationTable } from "#components/run/expectation-table.tsx";
import { PolicyFailure } from "#components/run/policy-failure.tsx";
import { StanceReadings } from "#components/run/stance-readings.tsx";
import { StateTables } from "#components/run/state-tables.tsx";
import { TraceSteps } from "#components/run/trace-steps.tsx";
import { permalink } from "#core/permalink.ts";
import type { CellPage } from "#core/run/cell-page.ts";
import { predictionWords } from "#core/run/prediction-words.ts";
import { replayState } from "#core/run/replay-state.ts";
import { CodeBlock } from "#ui/code-block.tsx";
import { PageFrame } from "#ui/page-frame.tsx";
import { Section } from "#ui/section.tsx";
import { SentenceList } from "#ui/sentence-list.tsx";

export function CellView({ page, quote }: { readonly page: CellPage; readonly quote: string }) {
  const { proposal, scenario, world } = page.inputs;
  const judgement = page.judgements.default;
  const decision = page.decision.slug;
  return (
    <PageFrame
      title={`${judgement.verdict} ${proposal.key} ${scenario.slug}`}
      trail={[
        { title: page.decision.title, address: permalink.decision(decision) },
        { title: scenario.slug, address: permalink.scenario(decision, scenario.slug) },
      ]}
      twins={{ txt: permalink.cell(page.hash, "txt"), json: permalink.cell(page.hash, "json") }}
    >
      <h1>
        <VerdictWord verdict={judgement.verdict} /> {`${proposal.key} on ${scenario.slug}`}
      </h1>
      <p className="lead">{scenario.about}</p>
      <p className="reason">{judgement.reason}</p>
      {judgement.step !== null && (
        <p>
          <a href={`#s${judgement.step}`}>{`Step ${judgement.step}, which decided this`}</a>
        </p>
      )}
      <PolicyFailure page={page} />
      <p className="meta">
        {`${proposal.key} v${proposal.version}: ${proposal.title}. World ${world.name} v${world.version}, engine ${page.inputs.engine}, seed ${page.inputs.seed}. `}
        {page.predicted !== null &&
          `Prediction of the scenario: ${predictionWords(page.predicted, judgement.verdict)}. `}
        This page never changes.{" "}
        <a href={permalink.scenario(decision, scenario.slug)}>Latest results of this scenario</a>.
      </p>
      {judgement.expectations.length > 0 && (
        <Section id="expectations" title="Expected and got">
          <ExpectationTable expectations={judgement.expectations} caption="As the scenario states them" />
        </Section>
      )}
      <StanceReadings judgements={page.judgements} />
      <Section id="trace" title="Trace">
        {page.trace === null ? (
          <p>There is no trace: the run did not end by itself.</p>
        ) : (
          <TraceSteps trace={page.trace} decidedAt={judgement.step} />
        )}
      </Section>
      {page.trace !== null && page.view.length > 0 && (
        <Section id="state" title="State after the last step">
          <StateTables state={replayState(page.trace, page.trace.steps.length)} view={page.view} />
        </Section>
      )}
      <QuoteBlock text={quote} address={permalink.cell(page.hash, "txt")} />
      <Section id="scenario" title="Scenario">
        <CodeBlock text={page.scenarioText} language="yaml" prefix="y" label="Text of the scenario" />
      </Section>
      <Section id="limits" title="What the world does not model">
        {judgement.verdict.startsWith("PASS") && <p>PASS means: no violation found in this scenario.</p>}
        <SentenceList sentences={page.limits} none="The world names no limits." />
      </Section>
      <Section id="inputs" title="Inputs">
        <CellInputs page={page} />
      </Section>
    </PageFrame>
  );
}
