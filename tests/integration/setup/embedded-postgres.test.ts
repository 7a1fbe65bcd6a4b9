import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "#setup/embedded-postgres.ts";
import { type OwnPostgresFolder, ownPostgresFolder } from "../../support/own-postgres.ts";

let folder: OwnPostgresFolder;
let running: EmbeddedPostgres;
beforeAll(async () => {
  folder = ownPostgresFolder();
  running = await start();
  await query("create table kept (word text); insert into kept values ('light')");
});
afterAll(async () => {
  await running.stop();
  folder.remove();
});

const start = (port?: number): Promise<EmbeddedPostgres> =>
  startEmbeddedPostgres({ dataDir: folder.dataDir, ...(port === undefined ? {} : { port }) });
async function query(sql: string): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: running.url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

test("a new cluster is UTF-8, sorts by code points, and listens on the loopback address only", async () => {
  const settings = "select current_setting('server_encoding') as e, current_setting('listen_addresses') as l";
  expect(await query(settings)).toEqual([{ e: "UTF8", l: "127.0.0.1" }]);
  expect(await query("select datcollate as c from pg_database where datname = current_database()")).toEqual([
    { c: "C.UTF-8" },
  ]);
});

test("a stopped server starts again with its data", async () => {
  await running.stop();
  await running.exited;
  running = await start();
  expect(running.adopted).toBe(false);
  expect(await query("select word from kept")).toEqual([{ word: "light" }]);
});

test("a server that was killed starts again on the same port, with its data", async () => {
  process.kill(running.pid, "SIGKILL");
  await running.exited;
  const { port } = running;
  running = await start(port);
  expect(running.port).toBe(port);
  expect(await query("select word from kept")).toEqual([{ word: "light" }]);
});

test("a server whose starter was killed is adopted and can be stopped", async () => {
  await running.stop();
  const script = `
    import { startEmbeddedPostgres } from "#setup/embedded-postgres.ts";
    await startEmbeddedPostgres({ dataDir: ${JSON.stringify(folder.dataDir)} });
    process.kill(process.pid, "SIGKILL");`;
  const root = new URL("../../..", import.meta.url).pathname;
  const starter = spawn(process.execPath, ["--input-type=module-typescript", "--eval", script], {
    cwd: root,
    stdio: "inherit",
  });
  expect(await once(starter, "exit")).toEqual([null, "SIGKILL"]);
  running = await start();
  expect(running.adopted).toBe(true);
  expect(await query("select word from kept")).toEqual([{ word: "light" }]);
  await running.stop();
  await running.exited;
  running = await start();
  expect(running.adopted).toBe(false);
});

test("a running server on another port than the wanted one is moved", async () => {
  const port = await freePort();
  const before = running.pid;
  running = await start(port);
  expect(running.port).toBe(port);
  expect(running.pid).not.toBe(before);
});

test("a file that names a process of somebody else does not keep the server from starting", async () => {
  await running.stop();
  writeFileSync(path.join(folder.dataDir, "postmaster.pid"), `${process.pid}\n${folder.dataDir}\n0\n1\n`);
  running = await start();
  expect(await query("select word from kept")).toEqual([{ word: "light" }]);
});

test("a port that is taken is named in the error", async () => {
  await running.stop();
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  await expect(start(port)).rejects.toThrow(`port ${port} is taken`);
  server.close();
  running = await start();
});

test("the password is in a file that only its owner can read", () => {
  expect(existsSync(`${folder.dataDir}.secret`)).toBe(true);
  const { mode } = statSync(`${folder.dataDir}.secret`);
  expect(mode & 0o077).toBe(0);
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}
