/**
 * The bytes of pages. Permanent ones are made once and kept. Of a live one the database says each time whether it is still
 * the one that is kept, by a stamp where it has one, else by all that is read for it; React renders only when it is not.
 */
import { randomBytes } from "node:crypto";
import type { Failure } from "#core/error-code.ts";
import { type MatrixChoice, matrixQuery } from "#core/matrix/matrix-choice.ts";
import type { Twin } from "#core/permalink.ts";
import { ok, type Result } from "#core/result.ts";
import type { NextPages } from "#web/next-pages.ts";
import type { PageAddress, ParsedAddress } from "#web/page-address.ts";
import type { LoadedPage, PageSource } from "#web/page-source.ts";
import { makeRendition, type Rendition } from "#web/rendition.ts";
import { RenditionCache } from "#web/rendition-cache.ts";
import { stripScripts } from "#web/strip-scripts.ts";

export interface PageBytes {
  readonly rendition: Rendition;
  readonly permanent: boolean;
  /** What stands in the HTML where the nonce of its scripts belongs; null where the page has no scripts. */
  readonly nonceMark: string | null;
}
export interface PageRenditions {
  /** Permanent bytes that are at hand, of a path without a query. */
  ready(path: string, twin: Twin): Rendition | undefined;
  get(parsed: ParsedAddress, choice: MatrixChoice, twin: Twin): Promise<Result<PageBytes, Failure>>;
}

/** Some 3,000 cell pages with all their forms. */
const PERMANENT_BYTES = 96 * 2 ** 20;
const LIVE_BYTES = 32 * 2 ** 20;

export function pageRenditions(
  source: PageSource,
  next: NextPages,
  options: { readonly isDevelopment: boolean },
): PageRenditions {
  const permanents = new RenditionCache(PERMANENT_BYTES);
  const lives = new RenditionCache(LIVE_BYTES);
  /** Not to be guessed: who could write it into a page could run scripts in it. */
  const nonceMark = randomBytes(18).toString("base64url");
  const making = new Map<string, Promise<Result<PageBytes, Failure>>>();

  const hasScripts = (address: PageAddress): boolean => options.isDevelopment || address.page === "decision";
  const live = (address: PageAddress, twin: Twin, rendition: Rendition): PageBytes => ({
    rendition,
    permanent: false,
    nonceMark: twin === "html" && hasScripts(address) ? nonceMark : null,
  });

  const render = async (asked: Asked, page: LoadedPage): Promise<Rendition> => {
    if (asked.twin === "txt") return makeRendition(page.text(), "text/plain; charset=utf-8");
    if (asked.twin === "json") return makeRendition(`${page.json()}\n`, "application/json; charset=utf-8");
    const { status, html } = await next.render(asked.target, nonceMark);
    if (status !== 200) throw new Error(`the page of ${asked.target} was rendered with status ${status}`);
    return makeRendition(hasScripts(asked.address) ? html : stripScripts(html), "text/html; charset=utf-8");
  };

  /** HTML of a page without a stamp is kept under what was read for it. */
  const renderOnce = async (asked: Asked, page: LoadedPage): Promise<Rendition> => {
    if (asked.twin !== "html" || page.permanent || options.isDevelopment) return render(asked, page);
    const key = `${asked.key} ${makeRendition(page.json(), "").tag}`;
    const rendition = lives.get(key) ?? (await render(asked, page));
    lives.set(key, rendition);
    return rendition;
  };

  const make = async (asked: Asked): Promise<Result<PageBytes, Failure>> => {
    const loaded = await source.load(asked.address, asked.choice);
    if (!loaded.ok) return loaded;
    try {
      const rendition = await renderOnce(asked, loaded.value);
      if (!loaded.value.permanent || options.isDevelopment) return ok(live(asked.address, asked.twin, rendition));
      permanents.set(asked.key, rendition);
      return ok({ rendition, permanent: true, nonceMark: null });
    } catch (error) {
      // The page asks the database again: what it met there may be no fault but a database that has just gone away.
      const now = await source.load(asked.address, asked.choice);
      if (!now.ok) return now;
      throw error;
    }
  };

  const makeStamped = async (asked: Asked): Promise<Result<PageBytes, Failure>> => {
    const stamp = options.isDevelopment ? null : await source.stamp(asked.address);
    if (stamp === null) return make(asked);
    const key = `${asked.key} ${stamp}`;
    const kept = lives.get(key);
    if (kept !== undefined) return ok(live(asked.address, asked.twin, kept));
    const made = await make(asked);
    if (made.ok) lives.set(key, made.value.rendition);
    return made;
  };

  return {
    ready: (path, twin) => permanents.get(`${twin} ${path}`),
    get: async ({ address, path }, choice, twin) => {
      const target = path + pageQuery(address, choice);
      const asked = { address, choice, twin, target, key: `${twin} ${target}` };
      if (address.page !== "cell" && address.page !== "report") return makeStamped(asked);
      const kept = permanents.get(asked.key);
      if (kept !== undefined) return ok({ rendition: kept, permanent: true, nonceMark: null });
      // Many readers may follow a new link at once.
      const started = making.get(asked.key) ?? make(asked).finally(() => making.delete(asked.key));
      making.set(asked.key, started);
      return started;
    },
  };
}

interface Asked {
  readonly address: PageAddress;
  readonly choice: MatrixChoice;
  readonly twin: Twin;
  /** Path and query. */
  readonly target: string;
  readonly key: string;
}

/** The part of the query that the page depends on, in its one spelling. */
export function pageQuery(address: PageAddress, choice: MatrixChoice): string {
  switch (address.page) {
    case "home":
      return address.after === null ? "" : `?after=${encodeURIComponent(address.after)}`;
    case "decision":
      return matrixQuery(choice);
    case "report":
      return matrixQuery({ ...choice, stance: null });
    default:
      return "";
  }
}
