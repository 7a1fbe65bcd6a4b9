import type { IncomingMessage, ServerResponse } from "node:http";
import type { Log } from "#server/log.ts";

/**
 * One line a response, when it ends. Addresses that are asked for all the time and say nothing (built files, health) are
 * logged at debug.
 */
export function logRequest(log: Log, request: IncomingMessage, response: ServerResponse): void {
  const began = performance.now();
  const path = request.url ?? "";
  const isQuiet = /^\/(_next|style-|icon|healthz|readyz)/.test(path);
  response.once("close", () => {
    const line = {
      method: request.method,
      path,
      status: response.statusCode,
      ms: Math.round((performance.now() - began) * 10) / 10,
      ...(response.writableFinished ? {} : { cut: true }),
    };
    if (isQuiet) log.debug(line, "request");
    else log.info(line, "request");
  });
}
