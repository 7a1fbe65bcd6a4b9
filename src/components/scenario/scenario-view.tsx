/** One scenario: its text, what each proposal made of it, and where the question came from. */

import { verdictClass } from "#components/matrix/verdict-word.tsx";
import { VersionList } from "#components/proposal/version-list.tsx";
import { ownMember } from "#core/own-member.ts";
import { permalink } from "#core/permalink.ts";
import { predictionWords } from "#core/run/prediction-words.ts";
import type { ScenarioPage } from "#core/scenario/scenario-page.ts";
import { CodeBlock } from "#ui/code-block.tsx";
import { HashText } from "#ui/hash-text.tsx";
import { PageFrame } from "#ui/page-frame.tsx";
import { Section } from "#ui/section.tsx";
import { SentenceList } from "#ui/sentence-list.tsx";

export function ScenarioView({ page }: { readonly page: ScenarioPage }) {
  const { scenario, decision } = page;
  const twin = (kind: "txt" | "json"): string => permalink.scenario(decision.slug, scenario.slug, kind);
  return (
    <PageFrame
      title={scenario.slug}
      trail={[{ title: decision.title, address: permalink.decision(decision.slug) }]}
      twins={{ txt: twin("txt"), json: twin("json") }}
    >
      <h1>{scenario.slug}</h1>
      <p className="lead prose">{scenario.about}</p>
      <p className="meta">{`v${page.version}. In ${page.suites.map((suite) => suite.title).join(", ") || "no suite"}.`}</p>
      <Section id="row" title="Its row">
        <ScenarioCells page={page} />
      </Section>
      <Section id="text" title="Text">
        <CodeBlock text={page.text} language="yaml" prefix="y" label="Text of the scenario" />
      </Section>
      <Section id="limits" title="What the world does not model">
        <p>PASS means: no violation found in this scenario.</p>
        <SentenceList sentences={page.limits} none="The world names no limits." />
      </Section>
      <Section id="versions" title="Versions and origin">
        <VersionList versions={page.versions} current={page.version} addressOf={null} />
        <SentenceList sentences={scenario.cites.map((id) => `Cites ${id}`)} none="It cites no message." />
        <p>
          SHA-256 of this version: <HashText hash={page.hash} />
        </p>
      </Section>
    </PageFrame>
  );
}

function ScenarioCells({ page }: { readonly page: ScenarioPage }) {
  return (
    <div className="scroll">
      <table className="plain cells">
        <caption>{`What each proposal made of ${page.scenario.slug}`}</caption>
        <thead>
          <tr>
            <th scope="col">proposal</th>
            <th scope="col">verdict</th>
            <th scope="col">prediction</th>
            <th scope="col">reason</th>
          </tr>
        </thead>
        <tbody>
          {page.columns.map((column, index) => {
            const cell = page.cells[index] ?? null;
            return (
              <tr key={column.key}>
                <th scope="row">
                  <a href={permalink.proposal(page.decision.slug, column.key)} title={column.title}>
                    {column.key}
                  </a>
                </th>
                <td className={verdictClass(cell?.verdict ?? null)}>
                  {cell === null ? "pending" : <a href={permalink.cell(cell.hash)}>{cell.verdict}</a>}
                </td>
                <td>{predictionWords(ownMember(page.scenario.predict, column.key) ?? null, cell?.verdict ?? null)}</td>
                <td className="why">{cell?.reason}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
