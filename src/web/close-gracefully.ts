import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";

/** A page takes well under a second; what runs longer is cut. */
const GRACE_MS = 5000;
/** For what comes after the server: it only lets go of connections. */
const AFTER_MS = 3000;

/**
 * Ends a server without cutting answers short: streams (`text/event-stream`) and web sockets never end by themselves and
 * are ended at once, everything else may finish. Takes 8 seconds at most; may be called once more without harm.
 */
export function closeGracefully(server: Server, after: () => Promise<void>): () => Promise<void> {
  const open = new Set<ServerResponse>();
  const upgraded = new Set<Duplex>();
  let stopping: Promise<void> | undefined;
  server.on("request", (_request: IncomingMessage, response: ServerResponse) => {
    open.add(response);
    response.once("close", () => {
      open.delete(response);
      // A connection that is kept alive after its last answer would hold the end up.
      if (stopping !== undefined) setImmediate(() => server.closeIdleConnections());
    });
  });
  server.on("upgrade", (_request: IncomingMessage, socket: Duplex) => {
    upgraded.add(socket);
    socket.once("close", () => upgraded.delete(socket));
  });
  const close = async (): Promise<void> => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of upgraded) socket.destroy();
    for (const response of open) {
      if (isStream(response)) response.destroy();
      else if (!response.headersSent) response.setHeader("Connection", "close");
    }
    server.closeIdleConnections();
    const cut = setTimeout(() => server.closeAllConnections(), GRACE_MS);
    await closed;
    clearTimeout(cut);
    await Promise.race([after(), sleep(AFTER_MS, undefined, { ref: false })]);
  };
  return () => {
    stopping ??= close();
    return stopping;
  };
}

const isStream = (response: ServerResponse): boolean =>
  String(response.getHeader("content-type") ?? "").startsWith("text/event-stream");
