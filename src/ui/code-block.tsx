import { type CodeLanguage, highlightCode } from "#ui/highlight-code.ts";

/** Code with numbered lines; each number links to its own line, `#<prefix><number>`. Long lines scroll in place. */
export function CodeBlock(props: {
  readonly text: string;
  /** Null is plain: colouring a world's 150 KiB would hold the process up for a second. */
  readonly language: CodeLanguage | null;
  /** A letter or two, different for every block of a page. */
  readonly prefix: string;
  readonly label: string;
  /** Lines (from 1) that something else on the page talks about. */
  readonly marked?: readonly number[];
}) {
  const lines = highlightCode(props.text, props.language);
  return (
    <section className="code" aria-label={props.label} tabIndex={0}>
      <pre>
        {lines.map((tokens, index) => {
          const number = index + 1;
          const id = `${props.prefix}${number}`;
          return (
            <code key={id} id={id} className={props.marked?.includes(number) ? "line marked" : "line"}>
              <a href={`#${id}`} className="line-number">
                {String(number).padStart(String(lines.length).length)}
              </a>{" "}
              {tokens.map((token, place) =>
                token.className === null ? (
                  token.text
                ) : (
                  <span key={place} className={token.className}>
                    {token.text}
                  </span>
                ),
              )}
              {"\n"}
            </code>
          );
        })}
      </pre>
    </section>
  );
}
