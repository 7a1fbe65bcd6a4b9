/**
 * A keep-alive HTTP/1.1 load of a few connections over raw sockets: it parses just enough to count whole responses, so
 * that the generator, which shares the machine with the server, takes as little of it as possible.
 */
import { connect } from "node:net";

export interface LoadResult {
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly bytes: number;
  readonly status: number;
}

export async function httpLoad(address: URL, connections: number, seconds: number): Promise<LoadResult> {
  const request = Buffer.from(
    `GET ${address.pathname}${address.search} HTTP/1.1\r\nHost: ${address.host}\r\nAccept: text/html,*/*\r\n\r\n`,
  );
  const latenciesMs: number[] = [];
  const seen = { bytes: 0, status: 0 };
  const started = performance.now();
  const until = started + seconds * 1000;

  await Promise.all(
    Array.from(
      { length: connections },
      () =>
        new Promise<void>((resolve, reject) => {
          const socket = connect(Number(address.port), address.hostname);
          let sentAt = 0;
          let head: Buffer = Buffer.alloc(0);
          let missing = -1;
          const send = () => {
            sentAt = performance.now();
            socket.write(request);
          };
          socket.setNoDelay(true).on("error", reject).on("connect", send);
          socket.on("data", (chunk: Buffer) => {
            if (missing < 0) {
              head = head.length === 0 ? chunk : Buffer.concat([head, chunk]);
              const end = head.indexOf("\r\n\r\n");
              if (end < 0) return;
              const text = head.toString("latin1", 0, end);
              const length = /\r\ncontent-length: (\d+)/i.exec(text)?.[1];
              if (length === undefined) {
                reject(new Error(`${address.pathname}: a response without Content-Length`));
                return;
              }
              seen.status = Number(text.slice(9, 12));
              seen.bytes = Number(length);
              missing = Number(length) - (head.length - end - 4);
            } else missing -= chunk.length;
            if (missing > 0) return;
            head = Buffer.alloc(0);
            missing = -1;
            const now = performance.now();
            latenciesMs.push(now - sentAt);
            if (now < until) send();
            else {
              socket.destroy();
              resolve();
            }
          });
        }),
    ),
  );
  latenciesMs.sort((a, b) => a - b);
  return {
    requestsPerSecond: latenciesMs.length / ((performance.now() - started) / 1000),
    p50Ms: latenciesMs[latenciesMs.length >> 1] ?? 0,
    bytes: seen.bytes,
    status: seen.status,
  };
}
