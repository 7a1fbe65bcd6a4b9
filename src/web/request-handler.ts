/**
 * What happens to a request, in order: permanent bytes that are at hand; the style sheet and the health addresses; what is
 * Next's own; pages, by the twin that is asked for. Everything that can go wrong ends here as a page that says so.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Failure } from "#core/error-code.ts";
import { parseMatrixChoice } from "#core/matrix/matrix-choice.ts";
import type { Twin } from "#core/permalink.ts";
import { errorTable } from "#server/api/error-table.ts";
import type { Log } from "#server/log.ts";
import { chooseTwin } from "#web/choose-twin.ts";
import { renderFailure } from "#web/failure-page.ts";
import { isNextAddress } from "#web/is-next-address.ts";
import { logRequest } from "#web/log-request.ts";
import type { NextPages } from "#web/next-pages.ts";
import { parsePageAddress } from "#web/page-address.ts";
import { type PageBytes, type PageRenditions, pageQuery } from "#web/page-renditions.ts";
import { makeRendition, type Rendition } from "#web/rendition.ts";
import { PLAIN_HEADERS } from "#web/security-headers.ts";
import { sendLive } from "#web/send-live.ts";
import { ASK_AGAIN, FOR_EVER, sendRendition } from "#web/send-rendition.ts";
import { isStyleAddress, type StyleSheet } from "#web/style-sheet.ts";

export interface HandlerParts {
  readonly log: Log;
  readonly isDevelopment: boolean;
  readonly pages: PageRenditions;
  readonly next: NextPages;
  readonly style: () => StyleSheet;
  /** A file of the build by its address; null where there is none. */
  readonly findFile: (pathname: string) => Promise<Rendition | null>;
  /** What stands before the path in absolute links, without a slash at the end. */
  readonly base: string;
  /** Null when everything is there; else the sentence that says what is missing. */
  readonly findUnreadiness: () => Promise<string | null>;
}
type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** A database that restarts is back within a few seconds. */
const AGAIN_S = 5;
const TITLE: Readonly<Record<number, string>> = {
  300: "Several pages begin so",
  422: "This cannot be read",
  404: "Not found",
  405: "Not possible here",
  500: "A fault in Bakeoff",
  503: "The database does not answer",
};

export function requestHandler(parts: HandlerParts): Handler {
  const { pages, next } = parts;

  const fail = async (
    request: IncomingMessage,
    response: ServerResponse,
    failure: Failure,
    status = errorTable[failure.code].http,
    twin: Twin = chooseTwin(request.headers.accept),
  ): Promise<void> => {
    const againS = status === 503 ? AGAIN_S : null;
    const page = {
      status,
      title: TITLE[status] ?? "Not possible",
      failure,
      style: parts.style().address,
      base: parts.base,
      againS,
    };
    const headers = againS === null ? [] : ([["Retry-After", String(againS)]] as const);
    await sendRendition(request, response, renderFailure(page, twin), { status, keep: "no-store", headers });
  };

  const sendPage = async (request: IncomingMessage, response: ServerResponse, bytes: PageBytes): Promise<void> => {
    const { rendition, permanent, nonceMark } = bytes;
    if (nonceMark === null)
      await sendRendition(request, response, rendition, { status: 200, keep: permanent ? FOR_EVER : ASK_AGAIN });
    else await sendLive(request, response, { rendition, nonceMark, isDevelopment: parts.isDevelopment });
  };

  const health = async (request: IncomingMessage, response: ServerResponse, unwell: string | null): Promise<void> => {
    const rendition = makeRendition(`${unwell ?? "ok"}\n`, "text/plain; charset=utf-8");
    await sendRendition(request, response, rendition, { status: unwell === null ? 200 : 503, keep: "no-store" });
  };

  const answer: Handler = async (request, response) => {
    const { pathname, query, isReadable } = splitTarget(request.url ?? "/");
    if (isNextAddress(pathname, request.headers.rsc !== undefined, parts.isDevelopment)) {
      for (const [name, value] of PLAIN_HEADERS) response.setHeader(name, value);
      return next.pass(request, response);
    }
    if (request.method !== "GET" && request.method !== "HEAD") {
      const sentence = `${pathname} can be read (GET, HEAD) and nothing else.`;
      return fail(request, response, { code: "INPUT_INVALID", sentence }, 405);
    }
    if (pathname === "/healthz") return health(request, response, null);
    if (pathname === "/readyz") return health(request, response, await parts.findUnreadiness());
    if (isStyleAddress(pathname))
      return sendRendition(request, response, parts.style().rendition, { status: 200, keep: FOR_EVER });
    if (pathname.startsWith("/_next/")) {
      const file = await parts.findFile(pathname);
      if (file !== null) return sendRendition(request, response, file, { status: 200, keep: FOR_EVER });
    }
    const parsed = isReadable ? parsePageAddress(pathname, query) : null;
    if (parsed === null) {
      if (pathname.length > 1 && pathname.endsWith("/")) return redirect(response, pathname.replace(/\/+$/, "") || "/");
      return fail(request, response, { code: "NOT_FOUND", sentence: `There is no page at ${pathname}` });
    }
    const twin = parsed.twin ?? chooseTwin(request.headers.accept);
    const choice = parseMatrixChoice(query);
    const oneSpelling = pageQuery(parsed.address, choice);
    // A form sends `cols=S0&cols=O4`: browsers are shown the address that is worth copying.
    if (twin === "html" && query.has("cols") && `?${query}` !== `?${new URLSearchParams(oneSpelling)}`)
      return redirect(response, pathname + oneSpelling);
    const made = await pages.get(parsed, choice, twin);
    return made.ok ? sendPage(request, response, made.value) : fail(request, response, made.error, undefined, twin);
  };

  return async (request, response) => {
    try {
      if (await sendReady(parts, request, response)) return;
      logRequest(parts.log, request, response);
      await answer(request, response);
    } catch (error) {
      if (response.headersSent) return void response.destroy();
      parts.log.error({ path: request.url, err: error }, "a request met a fault");
      const sentence = "This page could not be made. The fault is in Bakeoff and has been logged.";
      await fail(request, response, { code: "INPUT_INVALID", sentence }, 500);
    }
  };
}

/** The short way for what is asked most: no parsing, no database, and no line in the log. */
async function sendReady(parts: HandlerParts, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  const url = request.url ?? "";
  if (request.method !== "GET" || !(url.startsWith("/c/") || url.startsWith("/r/")) || url.includes("?")) return false;
  if (request.headers.rsc !== undefined) return false;
  const dot = url.lastIndexOf(".");
  const suffix = dot < 0 ? null : url.slice(dot + 1);
  if (suffix !== null && suffix !== "txt" && suffix !== "json") return false;
  const twin = suffix ?? chooseTwin(request.headers.accept);
  const rendition = parts.pages.ready(dot < 0 ? url : url.slice(0, dot), twin);
  if (rendition === undefined) return false;
  await sendRendition(request, response, rendition, { status: 200, keep: FOR_EVER });
  return true;
}

function splitTarget(target: string): { pathname: string; query: URLSearchParams; isReadable: boolean } {
  const mark = target.indexOf("?");
  const raw = mark < 0 ? target : target.slice(0, mark);
  const query = new URLSearchParams(mark < 0 ? "" : target.slice(mark + 1));
  try {
    return { pathname: decodeURIComponent(raw), query, isReadable: true };
  } catch {
    return { pathname: raw, query, isReadable: false };
  }
}

function redirect(response: ServerResponse, address: string): Promise<void> {
  // Never `//host`: a path that begins with two slashes is another host to a browser.
  response
    .writeHead(302, { Location: address.replace(/^\/+/, "/"), "Cache-Control": "no-store", Vary: "Accept" })
    .end();
  return Promise.resolve();
}
