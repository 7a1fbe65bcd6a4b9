/** Writes ready bytes to a connection: conditional requests, HEAD, compression, and nothing else. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { chooseEncoding, encodeRendition, type Rendition, usefulEncoding } from "#web/rendition.ts";
import { PLAIN_HEADERS, STILL_POLICY } from "#web/security-headers.ts";

export interface Sending {
  readonly status: number;
  /** `Cache-Control`. */
  readonly keep: string;
  /** Further headers, by name and value. */
  readonly headers?: readonly (readonly [string, string])[];
}

/** A page at an address that is promised for ever. */
export const FOR_EVER = "public, max-age=31536000, immutable";
/** Kept by browsers, asked about every time. */
export const ASK_AGAIN = "no-cache";

const FIXED: readonly string[] = [...PLAIN_HEADERS, ["Vary", "Accept, Accept-Encoding"]].flat();

export async function sendRendition(
  request: IncomingMessage,
  response: ServerResponse,
  rendition: Rendition,
  sending: Sending,
): Promise<void> {
  const encoding = usefulEncoding(rendition, chooseEncoding(request.headers["accept-encoding"]));
  const tag = `"${rendition.tag}${encoding === "identity" ? "" : `.${encoding}`}"`;
  const headers = [...FIXED, "ETag", tag, "Cache-Control", sending.keep, ...(sending.headers ?? []).flat()];
  if (sending.status === 200 && isKnown(request.headers["if-none-match"], rendition.tag)) {
    response.writeHead(304, headers).end();
    return;
  }
  const body = encoding === "identity" ? rendition.body : await encodeRendition(rendition, encoding);
  headers.push("Content-Type", rendition.contentType, "Content-Length", String(body.length));
  headers.push("Content-Security-Policy", STILL_POLICY);
  if (encoding !== "identity") headers.push("Content-Encoding", encoding);
  response.writeHead(sending.status, headers);
  response.end(request.method === "HEAD" ? undefined : body);
}

/** Whether one of the tags the reader holds is of these bytes, in whichever encoding it got them. */
export function isKnown(held: string | undefined, tag: string): boolean {
  if (held === undefined) return false;
  if (held.trim() === "*") return true;
  return held.split(",").some((one) => /^\s*(?:W\/)?"([A-Za-z0-9_-]+)(?:\.(?:br|gzip))?"\s*$/.exec(one)?.[1] === tag);
}
