import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { closeGracefully } from "#web/close-gracefully.ts";

test("a stream is ended, an answer that has begun is finished, and no new connection is taken", async () => {
  const answers: ServerResponse[] = [];
  const server = createServer((request, response) => {
    response.setHeader("Content-Type", request.url === "/stream" ? "text/event-stream" : "text/plain");
    response.write("begun");
    answers.push(response);
  });
  let after = 0;
  const stop = closeGracefully(server, async () => void after++);
  await once(server.listen(0, "127.0.0.1"), "listening");
  // A listening TCP server always has this kind of address.
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stream = await fetch(`${base}/stream`);
  const page = await fetch(`${base}/page`);
  const streamed = stream.text().then(
    () => "ended",
    () => "cut",
  );
  const stopped = Promise.all([stop(), stop()]);
  expect(await streamed).toBe("cut");
  answers[1]?.end(" and finished");
  expect(await page.text()).toBe("begun and finished");
  await stopped;
  expect(after).toBe(1);
  await expect(fetch(base)).rejects.toThrow();
});
