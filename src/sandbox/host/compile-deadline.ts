/**
 * Compilers have texts of a few kilobytes on which they work for minutes. esbuild runs in a process of its own, which is
 * ended when it is late; whatever else it was working on is lost with it and starts again.
 */
import { stop } from "esbuild";
import { COMPILE_DEADLINE_MS } from "#sandbox/host/sandbox-limits.ts";

const ATTEMPTS = 2;

/** Null where `compile` was late each time, which no busy machine explains. Failures of compiling pass through. */
export async function compileWithinDeadline<T>(compile: () => Promise<T>): Promise<T | null> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const outcome = await raceDeadline(compile());
    if (outcome !== LATE) return outcome;
    await stop();
  }
  return null;
}

const LATE = Symbol("late");

async function raceDeadline<T>(work: Promise<T>): Promise<T | typeof LATE> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<typeof LATE>((resolve) => {
    timer = setTimeout(() => resolve(LATE), COMPILE_DEADLINE_MS);
  });
  // Nobody waits for the work any more when it is late, and its failure then is that it was stopped.
  work.catch(() => {});
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
