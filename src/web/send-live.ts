/** A live page with scripts: the same kept bytes for everybody, but for the nonce of the response. */
import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { chooseEncoding, type Rendition } from "#web/rendition.ts";
import { DEVELOPMENT_POLICY, livePolicy, PLAIN_HEADERS } from "#web/security-headers.ts";
import { ASK_AGAIN, isKnown } from "#web/send-rendition.ts";

const compress = promisify(gzip);
/** Done anew for each response, so it has to be cheap: about 0.5 ms for a page of 60 KiB. */
const GZIP_LEVEL = 3;
const NONCE_BYTES = 18;

export async function sendLive(
  request: IncomingMessage,
  response: ServerResponse,
  page: { readonly rendition: Rendition; readonly nonceMark: string; readonly isDevelopment: boolean },
): Promise<void> {
  const { rendition, nonceMark, isDevelopment } = page;
  const headers = [
    ...PLAIN_HEADERS.flat(),
    ...["Vary", "Accept, Accept-Encoding", "Cache-Control", ASK_AGAIN],
    // Weak: two responses differ in their nonce.
    ...["ETag", `W/"${rendition.tag}"`],
  ];
  if (isKnown(request.headers["if-none-match"], rendition.tag)) {
    // Without a policy: the reader's copy has the nonce of the policy it came with.
    response.writeHead(304, headers).end();
    return;
  }
  const nonce = randomBytes(NONCE_BYTES).toString("base64url");
  const html = Buffer.from(rendition.body.toString("utf8").replaceAll(nonceMark, nonce));
  const zipped = chooseEncoding(request.headers["accept-encoding"]) !== "identity";
  const body = zipped ? await compress(html, { level: GZIP_LEVEL }) : html;
  headers.push("Content-Type", rendition.contentType, "Content-Length", String(body.length));
  headers.push("Content-Security-Policy", isDevelopment ? DEVELOPMENT_POLICY : livePolicy(nonce));
  if (zipped) headers.push("Content-Encoding", "gzip");
  response.writeHead(200, headers);
  response.end(request.method === "HEAD" ? undefined : body);
}
