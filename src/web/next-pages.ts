/**
 * Next behind the front server. Pages are rendered over a connection inside of this process, which nobody else can open;
 * Next's own files, the tRPC routes and its page updates go through as they are.
 */
import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import { duplexPair } from "node:stream";
import createNext from "next";
import { PAGE_HEADER } from "#core/page-header.ts";

export interface NextOptions {
  /** Root of the checkout. */
  readonly root: string;
  readonly isDevelopment: boolean;
  /** Where the web socket of the development server comes in. */
  readonly server: Server;
  readonly host: string;
  readonly port: number;
  readonly baseUrl: string;
  /** Address of the style sheet. */
  readonly style: () => string;
}
export interface RenderedPage {
  readonly status: number;
  readonly html: string;
}
export interface NextPages {
  /** `nonce` is given to the scripts of the page. */
  render(address: string, nonce: string): Promise<RenderedPage>;
  pass(request: IncomingMessage, response: ServerResponse): Promise<void>;
  close(): Promise<void>;
}

/** A page that takes longer is a fault; the slowest one we know, a cold world page with its sources, takes 0.3 s. */
const RENDER_DEADLINE_MS = 30_000;

export async function startNext(options: NextOptions): Promise<NextPages> {
  const inner = createServer((request, response) => void handle(request, response));
  const app = createNext({
    dev: options.isDevelopment,
    dir: options.root,
    hostname: options.host,
    port: options.port,
    quiet: !options.isDevelopment,
    // Next listens for upgrades on this one: of the inner server there are none.
    httpServer: options.isDevelopment ? options.server : inner,
  });
  await app.prepare();
  const handle = app.getRequestHandler();
  const setHeaders = (headers: IncomingMessage["headers"]): void => {
    headers[PAGE_HEADER.style] = options.style();
    headers[PAGE_HEADER.base] = options.baseUrl;
  };
  return {
    render: (address, nonce) =>
      new Promise((resolve, reject) => {
        const [near, far] = duplexPair();
        inner.emit("connection", far);
        const request = httpRequest({
          createConnection: () => near,
          path: address,
          timeout: RENDER_DEADLINE_MS,
          headers: {
            host: new URL(options.baseUrl).host,
            accept: "text/html",
            "content-security-policy": `script-src 'nonce-${nonce}'`,
            [PAGE_HEADER.style]: options.style(),
            [PAGE_HEADER.base]: options.baseUrl,
          },
        });
        request.once("timeout", () =>
          request.destroy(new Error(`${address} took longer than ${RENDER_DEADLINE_MS} ms`)),
        );
        request.once("error", reject);
        request.once("response", (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.once("error", reject);
          response.once("end", () => {
            near.destroy();
            resolve({ status: response.statusCode ?? 500, html: Buffer.concat(chunks).toString("utf8") });
          });
        });
        request.end();
      }),
    pass: (request, response) => {
      delete request.headers["content-security-policy"];
      delete request.headers["content-security-policy-report-only"];
      setHeaders(request.headers);
      return handle(request, response);
    },
    close: () => app.close(),
  };
}
