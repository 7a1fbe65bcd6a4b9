/**
 * The web process: the front server, with Next behind it. Environment, database, Next and sockets meet here and nowhere
 * else. On SIGTERM or SIGINT it takes no new connection, ends the streams, lets running requests finish, and goes.
 */
import { createServer } from "node:http";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { database } from "#server/db/client.ts";
import { type Environment, EnvironmentInvalid, readEnvironment } from "#server/env.ts";
import { service } from "#server/service.ts";
import { closeGracefully } from "#web/close-gracefully.ts";
import { unreadinessFinder } from "#web/find-unreadiness.ts";
import { startNext } from "#web/next-pages.ts";
import { pageRenditions } from "#web/page-renditions.ts";
import { pageSource } from "#web/page-source.ts";
import { requestHandler } from "#web/request-handler.ts";
import { staticFiles } from "#web/static-files.ts";
import { readStyleSheet } from "#web/style-sheet.ts";

const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
const environment = environmentOrExit();
const { HOST: host, PORT: port, BASE_URL: baseUrl, BAKEOFF_DEV: isDevelopment } = environment;
const asked = service();
const { log } = asked;

const kept = readStyleSheet();
const style = isDevelopment ? readStyleSheet : () => kept;
const server = createServer((request, response) => void handle(request, response));
const next = await startNext({ root, isDevelopment, server, host, port, baseUrl, style: () => style().address });
const pages = pageRenditions(pageSource(asked, baseUrl), next, { isDevelopment });
const handle = requestHandler({
  log,
  isDevelopment,
  pages,
  next,
  style,
  findFile: staticFiles(path.join(root, ".next", "static")),
  base: baseUrl,
  findUnreadiness: unreadinessFinder(database()),
});

server.on("clientError", (_error, socket) => socket.destroy());
server.listen(port, host, () => log.info({ host, port, baseUrl }, "the web listens"));

const stop = closeGracefully(server, async () => {
  await next.close();
  await asked.close();
  log.info("the web has stopped");
});
for (const signal of ["SIGTERM", "SIGINT"] as const)
  process.once(signal, () => void stop().then(() => process.exit(0)));

function environmentOrExit(): Environment {
  try {
    return readEnvironment();
  } catch (error) {
    if (!(error instanceof EnvironmentInvalid)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
