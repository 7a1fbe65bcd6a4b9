import { argumentWords } from "#components/world/argument-words.ts";
import type { Argument } from "#core/world/world-manifest.ts";

export interface VocabularyWord {
  readonly name: string;
  readonly about: string;
  /** The operation it stands for; null where it stands for none. */
  readonly source: string | null;
  readonly args: { readonly [name: string]: Argument };
  /** One more sentence: layer, result, fields. */
  readonly note: string | null;
}

/** Words that scenarios or policies may use, each with its arguments. */
export function VocabularyList(props: { readonly words: readonly VocabularyWord[]; readonly prefix: string }) {
  if (props.words.length === 0) return <p>None.</p>;
  return (
    <dl className="vocabulary">
      {props.words.map((word) => (
        <div key={word.name} id={`${props.prefix}-${word.name}`}>
          <dt>
            <a href={`#${props.prefix}-${word.name}`}>
              <code>{word.name}</code>
            </a>
          </dt>
          <dd>
            <p>{word.about}</p>
            {word.note !== null && <p className="meta">{word.note}</p>}
            {word.source !== null && word.source !== "" && (
              <p className="meta">
                Stands for <code>{word.source}</code>
              </p>
            )}
            <ArgumentList args={word.args} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function ArgumentList({ args }: { readonly args: VocabularyWord["args"] }) {
  const entries = Object.entries(args);
  if (entries.length === 0) return null;
  return (
    <ul className="arguments">
      {entries.map(([name, argument]) => (
        <li key={name}>
          <code>{name}</code>
          {`: ${argumentWords(argument)}. ${argument.about}`}
        </li>
      ))}
    </ul>
  );
}
