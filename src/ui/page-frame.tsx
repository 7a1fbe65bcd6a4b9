import type { ReactNode } from "react";

export interface TrailItem {
  readonly title: string;
  readonly address: string;
}
export interface Twins {
  readonly txt: string;
  readonly json: string;
}

/** What every page has around its one `main`: where it stands, its heading, and its twins in text and JSON. */
export function PageFrame(props: {
  /** Of the window: shortest useful part first. */
  readonly title: string;
  readonly trail: readonly TrailItem[];
  readonly twins: Twins;
  readonly children: ReactNode;
}) {
  return (
    <>
      <title>{`${props.title} - Bakeoff`}</title>
      <link rel="alternate" type="text/plain" href={props.twins.txt} />
      <link rel="alternate" type="application/json" href={props.twins.json} />
      <div>
        <a className="skip" href="#main">
          Skip to the content
        </a>
      </div>
      <header className="site-head">
        <nav aria-label="Where this page stands">
          <a href="/">Bakeoff</a>
          {props.trail.map((item) => (
            <span key={item.address}>
              {" / "}
              <a href={item.address}>{item.title}</a>
            </span>
          ))}
        </nav>
      </header>
      <main id="main">{props.children}</main>
      <footer className="site-foot">
        <p>
          This page as <a href={props.twins.txt}>plain text</a> and as <a href={props.twins.json}>JSON</a>. Plain{" "}
          <code>curl</code> of its address gets the text.
        </p>
      </footer>
    </>
  );
}
