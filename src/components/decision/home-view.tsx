/** The first page: the decisions, newest activity first, and what moved since yesterday. */
import type { HomePage } from "#core/decision/home-page.ts";
import { permalink } from "#core/permalink.ts";
import { DateTime } from "#ui/date-time.tsx";
import { PageFrame } from "#ui/page-frame.tsx";
import { Section } from "#ui/section.tsx";

export function HomeView({ page }: { readonly page: HomePage }) {
  return (
    <PageFrame title="Decisions" trail={[]} twins={{ txt: permalink.home("txt"), json: permalink.home("json") }}>
      <h1>Decisions</h1>
      <p className="lead">
        Competing interface proposals, run against shared scenarios in a deterministic sandbox. Every result is a
        permanent link.
      </p>
      {page.decisions.length === 0 && (
        <p>There is no decision yet. The first one appears as soon as its world has been published.</p>
      )}
      {page.decisions.map((decision) => (
        <article key={decision.slug} className="entry">
          <h2>
            <a href={permalink.decision(decision.slug)}>{decision.title}</a>
          </h2>
          <p className="prose">{decision.question}</p>
          <p className="meta">
            {`${decision.status}; ${decision.proposals} proposals, ${decision.scenarios} scenarios; ${cellsWords(decision.progress)}. Last activity `}
            <DateTime iso={decision.activityAt} />.
            {decision.report !== null && (
              <>
                {" "}
                <a href={permalink.report(decision.report)}>Last complete report</a>
              </>
            )}
          </p>
        </article>
      ))}
      {page.next !== null && (
        <p>
          <a href={`/?after=${encodeURIComponent(page.next)}`} rel="next">
            Older decisions
          </a>
        </p>
      )}
      <Section id="moved" title="Since yesterday">
        {page.moved.length === 0 ? (
          <p>Nothing moved in the last 24 hours.</p>
        ) : (
          <ul className="moved">
            {page.moved.map((event) => (
              <li key={`${event.at} ${event.address} ${event.sentence}`}>
                <DateTime iso={event.at} /> <a href={event.address}>{event.sentence}</a>
              </li>
            ))}
          </ul>
        )}
      </Section>
    </PageFrame>
  );
}

const cellsWords = ({ done, total }: HomePage["decisions"][number]["progress"]): string =>
  done < total ? `${total - done} of ${total} cells pending` : `all ${total} cells are there`;
