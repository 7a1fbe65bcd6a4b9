import type { IncomingMessage, Server, ServerResponse } from "node:http";

/** A page takes well under a second; what runs longer is cut. */
const GRACE_MS = 5000;

/**
 * Ends a server without cutting answers short: streams (`text/event-stream`) never end by themselves and are ended at
 * once, everything else may finish. The returned function may be called once more without harm.
 */
export function closeGracefully(server: Server, after: () => Promise<void>): () => Promise<void> {
  const open = new Set<ServerResponse>();
  server.on("request", (_request: IncomingMessage, response: ServerResponse) => {
    open.add(response);
    response.once("close", () => open.delete(response));
  });
  let stopping: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const response of open) {
      if (isStream(response)) response.destroy();
      else if (!response.headersSent) response.setHeader("Connection", "close");
    }
    server.closeIdleConnections();
    const cut = setTimeout(() => server.closeAllConnections(), GRACE_MS);
    await closed;
    clearTimeout(cut);
    await after();
  };
  return () => (stopping ??= close());
}

const isStream = (response: ServerResponse): boolean =>
  String(response.getHeader("content-type") ?? "").startsWith("text/event-stream");
