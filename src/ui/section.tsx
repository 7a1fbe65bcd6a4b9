import type { ReactNode } from "react";

/** A part of a page with a heading that is its name and its anchor. */
export function Section(props: { readonly id: string; readonly title: string; readonly children: ReactNode }) {
  return (
    <section aria-labelledby={props.id}>
      <h2 id={props.id}>{props.title}</h2>
      {props.children}
    </section>
  );
}
