/**
 * Requests a second of the web process for permanent pages and text twins, over a bare node:http server that sends the same
 * bytes. Servers are processes of their own; rounds alternate between the two.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { freePort } from "../support/free-port.ts";
import { httpLoad } from "./http-load.ts";
import { median } from "./median.ts";

const ROUNDS = 5;
const SECONDS = 1.5;
const CONNECTIONS = 8;
const root = fileURLToPath(new URL("../..", import.meta.url));

export interface PageFigure {
  readonly path: string;
  readonly bytes: number;
  readonly requestsPerSecond: number;
  readonly barePerSecond: number;
  readonly ratio: number;
}

export async function benchPages(databaseUrl: string, paths: readonly string[]): Promise<readonly PageFigure[]> {
  const port = await freePort();
  const web = spawn(process.execPath, ["src/web/main.ts"], {
    cwd: root,
    env: {
      PATH: process.env["PATH"],
      NODE_ENV: "production",
      DATABASE_URL: databaseUrl,
      PORT: String(port),
      LOG_LEVEL: "warn",
    },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const address = `http://127.0.0.1:${port}`;
  let bare: ChildProcess | undefined;
  try {
    await untilReady(`${address}/readyz`, web);
    const pages = await fetchAll(address, paths);
    bare = spawn(process.execPath, ["tests/bench/bare-server.ts"], { cwd: root, stdio: ["pipe", "pipe", "inherit"] });
    if (bare.stdin === null || bare.stdout === null) throw new Error("no pipes");
    bare.stdin.end(`${JSON.stringify(pages)}\n`);
    const [barePort] = await once(createInterface({ input: bare.stdout }), "line");
    const figures: PageFigure[] = [];
    for (const path of paths) figures.push(await compare(address, `http://127.0.0.1:${String(barePort)}`, path));
    return figures;
  } finally {
    bare?.kill();
    web.kill("SIGTERM");
    await once(web, "exit");
  }
}

async function compare(ours: string, bare: string, path: string): Promise<PageFigure> {
  const load = (base: string, seconds = SECONDS) => httpLoad(new URL(path, base), CONNECTIONS, seconds);
  await load(ours, 0.5);
  await load(bare, 0.5);
  const rates = { ours: [] as number[], bare: [] as number[] };
  let bytes = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const mine = await load(ours);
    if (mine.status !== 200) throw new Error(`${path} answers ${mine.status}`);
    bytes = mine.bytes;
    rates.ours.push(mine.requestsPerSecond);
    rates.bare.push((await load(bare)).requestsPerSecond);
  }
  return {
    path,
    bytes,
    requestsPerSecond: median(rates.ours),
    barePerSecond: median(rates.bare),
    ratio: median(rates.ours.map((rate, i) => rate / (rates.bare[i] ?? Number.NaN))),
  };
}

async function fetchAll(address: string, paths: readonly string[]) {
  const entries = await Promise.all(
    paths.map(async (path) => {
      const response = await fetch(address + path, {
        headers: { Accept: "text/html,*/*", "Accept-Encoding": "identity" },
      });
      const body = Buffer.from(await response.arrayBuffer()).toString("base64");
      return [path, { type: response.headers.get("content-type") ?? "text/plain", body }] as const;
    }),
  );
  return Object.fromEntries(entries);
}

async function untilReady(address: string, web: ChildProcess): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (performance.now() < deadline) {
    if (web.exitCode !== null) throw new Error("the web process ended");
    const isReady = await fetch(address).then(
      (response) => response.ok,
      () => false,
    );
    if (isReady) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("the web process was not ready within a minute");
}
