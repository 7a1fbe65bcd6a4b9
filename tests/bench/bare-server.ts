/**
 * The yardstick: a node:http server that sends ready-made bytes and nothing else. Reads `{ path: { type, body } }` as one
 * JSON line on standard input, body in base64, then prints its port.
 */
import { createServer } from "node:http";
import { createInterface } from "node:readline";
import { z } from "zod";

const Pages = z.record(z.string(), z.object({ type: z.string(), body: z.base64() }));

for await (const line of createInterface({ input: process.stdin })) {
  const pages = new Map(
    Object.entries(Pages.parse(JSON.parse(line))).map(([path, { type, body }]) => [
      path,
      { type, bytes: Buffer.from(body, "base64") },
    ]),
  );
  const server = createServer((request, response) => {
    const page = pages.get(request.url ?? "");
    if (page === undefined) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "Content-Type": page.type, "Content-Length": page.bytes.length }).end(page.bytes);
  });
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    if (typeof address === "object" && address !== null) process.stdout.write(`${address.port}\n`);
  });
  break;
}
