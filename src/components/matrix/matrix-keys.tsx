"use client";
import { useEffect } from "react";
import { useHasScripts } from "#ui/use-has-scripts.ts";

/** Moves the focus from link to link of the matrix; everything it does can also be done with Tab and a click. */
export function MatrixKeys() {
  // Without a script the keys do nothing, so the list of them comes with the script.
  const isAlive = useHasScripts();
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const act = ACTIONS[event.key];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  return <div className="keys">{isAlive && <KeyList />}</div>;
}

function KeyList() {
  return (
    <details id="keys">
      <summary>Keys</summary>
      <dl>
        {KEYS.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

const KEYS = [
  ["j", "next row"],
  ["k", "previous row"],
  ["]", "next column"],
  ["[", "previous column"],
  ["Enter", "open the cell"],
  ["d", "fold rows in which all agree, or show every row"],
  ["?", "show or hide this list"],
] as const;

const ACTIONS: Readonly<Record<string, () => void>> = {
  j: () => move(1, 0),
  k: () => move(-1, 0),
  "]": () => move(0, 1),
  "[": () => move(0, -1),
  d: () => document.getElementById("fold")?.click(),
  "?": () => document.querySelector<HTMLElement>("#keys summary")?.click(),
};

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;

type LinkRow = readonly (HTMLAnchorElement | null)[];

/** The heading of the scenario first, then its cells; a pending cell has no link. */
const linkRows = (): LinkRow[] =>
  [...document.querySelectorAll<HTMLTableRowElement>(".matrix tbody tr:not(.suite)")].map((row) =>
    [...row.cells].filter((cell) => !cell.classList.contains("counts")).map((cell) => cell.querySelector("a")),
  );

function move(down: number, right: number): void {
  const rows = linkRows();
  const focused = document.activeElement;
  const row = rows.findIndex((links) => links.some((link) => link !== null && link === focused));
  if (row < 0) {
    rows[0]?.[0]?.focus();
    return;
  }
  const column = rows[row]?.findIndex((link) => link !== null && link === focused) ?? 0;
  nearestLink(rows[row + down] ?? rows[row] ?? [], column + right, right)?.focus();
}

/** The link at this place, else the next one in the direction of the move, else the nearest one before. */
function nearestLink(links: LinkRow, place: number, direction: number): HTMLAnchorElement | null {
  const at = Math.min(Math.max(place, 0), links.length - 1);
  const after = links.slice(at).find((link) => link !== null) ?? null;
  const before = links.slice(0, at + 1).findLast((link) => link !== null) ?? null;
  return links[at] ?? (direction > 0 ? (after ?? before) : (before ?? after));
}
