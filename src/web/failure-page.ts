/**
 * What a reader gets instead of a page, in every twin: what was looked for, why it is not there, and the next useful step.
 * Written without React, so that it also works while everything else does not.
 */
import type { Failure } from "#core/error-code.ts";
import type { Twin } from "#core/permalink.ts";
import { renderFailureJson } from "#core/render-failure-json.ts";
import { renderFailureText } from "#core/render-failure-text.ts";
import { makeRendition, type Rendition } from "#web/rendition.ts";

export interface FailurePage {
  readonly status: number;
  readonly title: string;
  readonly failure: Failure;
  /** Address of the style sheet. */
  readonly style: string;
  /** What stands before the path in absolute links, without a slash at the end. */
  readonly base: string;
  /** Seconds until a browser asks again by itself; null where asking again changes nothing. */
  readonly againS: number | null;
}

export function renderFailure(page: FailurePage, twin: Twin): Rendition {
  switch (twin) {
    case "html":
      return makeRendition(failureHtml(page), "text/html; charset=utf-8");
    case "json":
      return makeRendition(renderFailureJson(page.failure), "application/json; charset=utf-8");
    case "txt":
      return makeRendition(failureText(page), "text/plain; charset=utf-8");
  }
}

const failureText = ({ status, title, failure, againS, base }: FailurePage): string =>
  renderFailureText(failure, `${status} ${title}`, againS === null ? "" : `Ask again in ${againS} seconds.`, base);

function failureHtml({ title, failure, style, againS }: FailurePage): string {
  const candidates = (failure.candidates ?? [])
    .map((candidate) => `<li><a href="${escapeHtml(candidate)}">${escapeHtml(candidate)}</a></li>`)
    .join("");
  return [
    `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">`,
    `<meta name="viewport" content="width=device-width, initial-scale=1">`,
    againS === null ? "" : `<meta http-equiv="refresh" content="${againS}">`,
    `<title>${escapeHtml(title)} - Bakeoff</title>`,
    `<link rel="icon" href="/icon.svg" type="image/svg+xml"><link rel="stylesheet" href="${escapeHtml(style)}"></head><body>`,
    `<header class="site-head"><nav aria-label="Where this page stands"><a href="/">Bakeoff</a></nav></header>`,
    `<main id="main"><h1>${escapeHtml(title)}</h1><p>${escapeHtml(failure.sentence)}</p>`,
    candidates === "" ? "" : `<ul>${candidates}</ul>`,
    againS === null ? "" : `<p>This page asks again by itself every ${againS} seconds.</p>`,
    `<p><a href="/">All decisions</a></p></main></body></html>\n`,
  ].join("");
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
