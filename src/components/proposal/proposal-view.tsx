/** One version of one proposal: the interface callers would see, the policy behind it, and what became of it. */

import { ContractTable } from "#components/proposal/contract-table.tsx";
import { ProposalCells } from "#components/proposal/proposal-cells.tsx";
import { VersionList } from "#components/proposal/version-list.tsx";
import { permalink } from "#core/permalink.ts";
import type { ProposalPage } from "#core/proposal/proposal-page.ts";
import { CodeBlock } from "#ui/code-block.tsx";
import { DateTime } from "#ui/date-time.tsx";
import { HashText } from "#ui/hash-text.tsx";
import { PageFrame } from "#ui/page-frame.tsx";
import { Prose } from "#ui/prose.tsx";
import { Section } from "#ui/section.tsx";
import { SentenceList } from "#ui/sentence-list.tsx";

export function ProposalView({
  page,
  address,
}: {
  readonly page: ProposalPage;
  readonly address: "latest" | "version";
}) {
  const { document, decision, version } = page;
  const twin = (kind: "txt" | "json"): string =>
    address === "latest"
      ? permalink.proposal(decision.slug, document.key, kind)
      : permalink.proposalVersion(decision.slug, document.key, version, kind);
  const newest = page.versions[0]?.version ?? version;
  return (
    <PageFrame
      title={`${document.key} v${version}`}
      trail={[{ title: decision.title, address: permalink.decision(decision.slug) }]}
      twins={{ txt: twin("txt"), json: twin("json") }}
    >
      <h1>{`${document.key}: ${document.title}`}</h1>
      <p className="meta">
        {`v${version}, published `}
        <DateTime iso={page.publishedAt} />
        {`, after ${document.author}. `}
        <a href={permalink.proposalVersion(decision.slug, document.key, version)}>Permanent link to this version</a>
        {newest !== version && (
          <>
            {". "}
            <a href={permalink.proposal(decision.slug, document.key)}>{`Latest: v${newest}`}</a>
          </>
        )}
        .
      </p>
      <Prose text={document.summary} />
      <Section id="interface" title="Interface">
        <CodeBlock text={page.interface} language="c" prefix="i" label="Code of the interface" />
      </Section>
      <Section id="contract" title="Contract">
        <ContractTable contract={page.contract} />
      </Section>
      <Section id="cells" title="Cells">
        <ProposalCells page={page} />
      </Section>
      <Section id="policy" title="Policy">
        {page.policy.trim() === "" ? (
          <p>No policy: every hook behaves as today.</p>
        ) : (
          <CodeBlock text={page.policy} language="typescript" prefix="p" label="Code of the policy" />
        )}
      </Section>
      <Section id="not-covered" title="Not covered by this proposal">
        <SentenceList sentences={document.notCovered} none="The author names nothing." />
      </Section>
      <Section id="limits" title="What the world does not model">
        <p>PASS means: no violation found in this scenario.</p>
        <SentenceList sentences={page.limits} none="The world names no limits." />
      </Section>
      <Section id="versions" title="Versions and origin">
        <VersionList
          versions={page.versions}
          current={version}
          addressOf={(number) => permalink.proposalVersion(decision.slug, document.key, number)}
        />
        <SentenceList sentences={document.origin.map((origin) => `Origin: ${origin}`)} none="No origin is named." />
        {document.assistedBy.length > 0 && (
          <SentenceList sentences={document.assistedBy.map((line) => `Assisted-by: ${line}`)} none="" />
        )}
        <p>
          SHA-256 of this version: <HashText hash={page.hash} />
        </p>
      </Section>
    </PageFrame>
  );
}
