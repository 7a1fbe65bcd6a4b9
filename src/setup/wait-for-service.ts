/** Asks the web what a reader would see: whether it answers, and how many cells are still to come. */
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { permalink } from "#core/permalink.ts";

/** The part of the front page's JSON that is read. */
const Home = z.object({ decisions: z.array(z.object({ progress: z.object({ done: z.int(), total: z.int() }) })) });

const ASK_INTERVAL_MS = 150;
const ANSWER_DEADLINE_MS = 10_000;

/** Resolves when the service says that it is ready; throws when the deadline is over or the signal comes. */
export async function waitUntilReady(address: string, deadlineMs: number, signal: AbortSignal): Promise<void> {
  const end = performance.now() + deadlineMs;
  while (performance.now() < end) {
    if ((await ask(`${address}/readyz`))?.ok === true) return;
    await sleep(ASK_INTERVAL_MS, undefined, { signal });
  }
  throw new Error(`The web did not become ready within ${deadlineMs / 1000} seconds.`);
}

/** Tells how far the cells are until none is pending, or the deadline is over. Returns the last count. */
export async function waitForCells(
  address: string,
  deadlineMs: number,
  signal: AbortSignal,
  tell: (count: string) => void,
): Promise<{ readonly done: number; readonly total: number }> {
  const end = performance.now() + deadlineMs;
  let said = "";
  for (;;) {
    const response = await ask(`${address}${permalink.home("json")}`);
    const home = response?.ok === true ? Home.safeParse(await response.json()) : null;
    const progresses = home?.success === true ? home.data.decisions.map(({ progress }) => progress) : null;
    const done = progresses?.reduce((sum, progress) => sum + progress.done, 0) ?? 0;
    const total = progresses?.reduce((sum, progress) => sum + progress.total, 0) ?? 0;
    const isOver = performance.now() >= end;
    if (isOver || (progresses !== null && done === total)) return { done, total };
    const count = `${done}/${total}`;
    if (progresses !== null && count !== said) tell(count);
    said = count;
    await sleep(ASK_INTERVAL_MS, undefined, { signal });
  }
}

/** Null while nobody answers. */
async function ask(url: string): Promise<Response | null> {
  try {
    return await fetch(url, { signal: AbortSignal.timeout(ANSWER_DEADLINE_MS) });
  } catch {
    return null;
  }
}
