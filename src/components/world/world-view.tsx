/** A world: what scenarios may say, what policies may do, what is checked, and what is left out. */

import { VocabularyList, type VocabularyWord } from "#components/world/vocabulary-list.tsx";
import { permalink } from "#core/permalink.ts";
import type { WorldManifest } from "#core/world/world-manifest.ts";
import type { WorldPage } from "#core/world/world-page.ts";
import { CodeBlock } from "#ui/code-block.tsx";
import { DateTime } from "#ui/date-time.tsx";
import { HashText } from "#ui/hash-text.tsx";
import { PageFrame } from "#ui/page-frame.tsx";
import { Prose } from "#ui/prose.tsx";
import { Section } from "#ui/section.tsx";
import { SentenceList } from "#ui/sentence-list.tsx";

export function WorldView({ page }: { readonly page: WorldPage }) {
  const { manifest } = page;
  return (
    <PageFrame
      title={`World ${manifest.name}`}
      trail={[]}
      twins={{ txt: permalink.world(manifest.name, "txt"), json: permalink.world(manifest.name, "json") }}
    >
      <h1>{`World: ${manifest.title}`}</h1>
      <p className="meta">
        {`${manifest.name} v${page.version}, published `}
        <DateTime iso={page.publishedAt} />
        {`. A state takes ${manifest.stateBits} bits. SHA-256 `}
        <HashText hash={page.hash} />
      </p>
      <Prose text={manifest.about} />
      <p>
        Decisions in this world:{" "}
        {page.decisions.map((decision, index) => (
          <span key={decision.slug}>
            {index > 0 && ", "}
            <a href={permalink.decision(decision.slug)}>{decision.title}</a>
          </span>
        ))}
        .
      </p>
      <Section id="limits" title="What it does not model">
        <SentenceList sentences={manifest.limits} none="It names no limits." />
      </Section>
      <Section id="invariants" title="Invariants">
        <DefinitionTable
          caption="Checked after every step"
          heads={["invariant", "title", "meaning"]}
          rows={Object.entries(manifest.invariants).map(([id, { title, about }]) => [id, title, about])}
        />
      </Section>
      <Section id="config" title="Configuration">
        <DefinitionTable
          caption="Switches a scenario may set; the first value is the default"
          heads={["switch", "values", "meaning"]}
          rows={Object.entries(manifest.config).map(([name, { values, about }]) => [name, values.join(" | "), about])}
        />
      </Section>
      <Section id="metrics" title="Metrics">
        <DefinitionTable
          caption="Counters that expectations may compare"
          heads={["metric", "unit", "meaning"]}
          rows={Object.entries(manifest.metrics).map(([name, { unit, about }]) => [name, unit, about])}
        />
      </Section>
      <Section id="steps" title="Steps: given and when">
        <VocabularyList prefix="step" words={words(manifest.steps, () => null)} />
      </Section>
      <Section id="expectations" title="Expectations: then">
        <VocabularyList prefix="expectation" words={expectationWords(manifest)} />
      </Section>
      <Section id="hooks" title="Hooks: what a proposal may replace">
        <VocabularyList prefix="hook" words={words(manifest.hooks, ({ layer }) => `Layer: ${layer}.`)} />
      </Section>
      <Section id="capabilities" title="Capabilities: what a policy may call">
        <VocabularyList prefix="capability" words={words(manifest.capabilities, ({ layer }) => `Layer: ${layer}.`)} />
      </Section>
      <Section id="source" title="Source">
        {page.files.map((file, index) => (
          <details key={file.path} className="source">
            <summary>{file.path}</summary>
            <CodeBlock text={file.text} language={null} prefix={`f${index + 1}-`} label={file.path} />
          </details>
        ))}
      </Section>
    </PageFrame>
  );
}

function words<T extends Pick<VocabularyWord, "about" | "args"> & { readonly source: string }>(
  group: { readonly [name: string]: T },
  noteOf: (definition: T) => string | null,
): VocabularyWord[] {
  return Object.entries(group).map(([name, definition]) => ({
    name,
    about: definition.about,
    source: definition.source,
    args: definition.args,
    note: noteOf(definition),
  }));
}

function expectationWords(manifest: WorldManifest): VocabularyWord[] {
  return Object.entries(manifest.expectations).map(([name, definition]) => ({
    name,
    about: definition.about,
    source: null,
    args: definition.args,
    note:
      definition.kind === "read"
        ? `Compares: ${Object.entries(definition.fields)
            .map(([field, about]) => `${field} (${about})`)
            .join(", ")}.`
        : `Holds while none of ${definition.invariants.join(", ")} is violated${definition.reportable ? "; a warning makes it PASS*" : ""}.`,
  }));
}

function DefinitionTable(props: {
  readonly caption: string;
  readonly heads: readonly [string, string, string];
  readonly rows: readonly (readonly [string, string, string])[];
}) {
  return (
    <div className="scroll">
      <table className="plain definitions">
        <caption>{props.caption}</caption>
        <thead>
          <tr>
            {props.heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map(([name, middle, meaning]) => (
            <tr key={name}>
              <th scope="row">
                <code>{name}</code>
              </th>
              <td>{middle}</td>
              <td>{meaning}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
