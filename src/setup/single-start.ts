/**
 * One start per data folder. The first one listens on a port of the loopback interface and writes it into the folder; the
 * next one asks there. A file whose port does not answer as expected was left by a start that was killed.
 */
import { randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import path from "node:path";
import { z } from "zod";

const StartFile = z.object({ pid: z.int(), address: z.string(), port: z.int(), token: z.string() });
type StartFile = z.infer<typeof StartFile>;

/** Long enough for a loaded machine; on loopback the answer takes a millisecond. */
const ANSWER_DEADLINE_MS = 2000;

export type SingleStart =
  | { readonly isFirst: true; readonly release: () => void }
  | { readonly isFirst: false; readonly pid: number; readonly address: string };

/** Claims the folder for this process. `address` is what a second start will print. */
export async function claimSingleStart(dataDir: string, address: string): Promise<SingleStart> {
  mkdirSync(dataDir, { recursive: true });
  const file = path.join(dataDir, "start.json");
  const token = randomUUID();
  const server = createServer((socket) => socket.on("error", () => {}).end(token));
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  server.unref();
  const bound = server.address();
  const port = typeof bound === "object" && bound !== null ? bound.port : 0;
  const mine = JSON.stringify({ pid: process.pid, address, port, token } satisfies StartFile);
  for (;;) {
    if (writeNew(file, mine)) {
      return {
        isFirst: true,
        release: () => {
          server.close();
          if (readStart(file)?.token === token) rmSync(file, { force: true });
        },
      };
    }
    const other = readStart(file);
    if (other !== null && (await answers(other))) {
      server.close();
      return { isFirst: false, pid: other.pid, address: other.address };
    }
    rmSync(file, { force: true });
  }
}

/** False where the file is there already. */
function writeNew(file: string, text: string): boolean {
  try {
    writeFileSync(file, text, { flag: "wx" });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

function readStart(file: string): StartFile | null {
  try {
    return StartFile.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    // Gone, or cut short by a power cut: nobody is behind it.
    return null;
  }
}

const answers = ({ port, token }: StartFile): Promise<boolean> =>
  new Promise((resolve) => {
    let said = "";
    const socket = connect({ host: "127.0.0.1", port });
    socket.setTimeout(ANSWER_DEADLINE_MS, () => socket.destroy());
    socket.on("data", (bytes) => {
      said += String(bytes);
    });
    socket.on("error", () => {});
    socket.on("close", () => resolve(said === token));
  });
