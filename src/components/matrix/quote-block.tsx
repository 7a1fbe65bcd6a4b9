import type { ReactNode } from "react";

/** Text to paste into a mail, and where the same bytes are found. One click selects all of it. */
export function QuoteBlock(props: { readonly text: string; readonly address: string; readonly children?: ReactNode }) {
  return (
    <section aria-labelledby="quote-heading">
      <h2 id="quote-heading">Quote this</h2>
      <pre className="quote" id="quote" tabIndex={0}>
        {props.text}
      </pre>
      <p>
        The same text is in <a href={props.address}>{props.address}</a>. {props.children}
      </p>
    </section>
  );
}
