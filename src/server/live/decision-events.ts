/**
 * One LISTEN connection a process, fanned out to everybody who watches a decision. Events carry nothing but "read it
 * again": several that come while a watcher is busy are one. After a lost connection every watcher is woken, since
 * something may have moved meanwhile.
 *
 * States: idle -> connecting -> listening -> (lost) connecting ... -> closed. The first watcher starts it.
 */
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { CHANNEL } from "#server/live/channel.ts";
import type { Log } from "#server/log.ts";
import { reasonOf } from "#server/reason-of.ts";

const RETRY_PAUSE_MS = 500;

export interface DecisionEvents {
  /**
   * Registers at once, so that nothing is missed between this call and the first read; then yields each time when the
   * decision may have moved. Ends with the signal. The first value comes when the process really listens.
   */
  watch(decisionId: string, signal: AbortSignal): AsyncGenerator<void>;
  close(): Promise<void>;
}

export function createDecisionEvents(url: string, log: Log): DecisionEvents {
  const watchers = new Map<string, Set<() => void>>();
  const closing = new AbortController();
  let listening: Promise<void> | undefined;
  let client: pg.Client | undefined;

  const wakeAll = (): void => {
    for (const wakes of watchers.values()) for (const wake of wakes) wake();
  };
  const listen = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      client = new pg.Client({ connectionString: url, application_name: "bakeoff live", keepAlive: true });
      const lost = new Promise<string>((resolve) => {
        client?.once("error", ({ message }) => resolve(message));
        client?.once("end", () => resolve("the connection ended"));
      });
      client.on("error", () => {});
      client.on("notification", ({ payload = "" }) => {
        for (const wake of watchers.get(payload) ?? []) wake();
      });
      try {
        await client.connect();
        await client.query(`listen ${CHANNEL}`);
        wakeAll();
        log.debug({ reason: await lost }, "live updates lost their connection");
      } catch (error) {
        log.debug({ reason: reasonOf(error) }, "live updates wait for the database");
      }
      await client.end().catch(() => {});
      if (!closing.signal.aborted) await sleep(RETRY_PAUSE_MS, undefined, { ref: false });
    }
  };

  return {
    watch: (decisionId, signal) => {
      const bell = new Bell();
      const wake = (): void => bell.ring();
      const wakes = watchers.get(decisionId) ?? new Set();
      wakes.add(wake);
      watchers.set(decisionId, wakes);
      if (listening === undefined) listening = listen();
      else wake();
      const leave = (): void => {
        bell.end();
        wakes.delete(wake);
        if (wakes.size === 0) watchers.delete(decisionId);
      };
      signal.addEventListener("abort", leave, { once: true });
      closing.signal.addEventListener("abort", leave, { once: true });
      if (signal.aborted || closing.signal.aborted) leave();
      return rings(bell, leave);
    },
    close: async () => {
      closing.abort();
      await client?.end().catch(() => {});
      await listening;
    },
  };
}

async function* rings(bell: Bell, leave: () => void): AsyncGenerator<void> {
  try {
    while (await bell.next()) yield;
  } finally {
    leave();
  }
}

/** Remembers that it rang, not how often. */
class Bell {
  private rang = false;
  private ended = false;
  private waiting: (() => void) | null = null;

  ring(): void {
    this.rang = true;
    this.waiting?.();
  }

  end(): void {
    this.ended = true;
    this.waiting?.();
  }

  /** True when it rang since the last call, false when it is over. */
  async next(): Promise<boolean> {
    if (!this.rang && !this.ended) {
      await new Promise<void>((resolve) => {
        this.waiting = resolve;
      });
      this.waiting = null;
    }
    this.rang = false;
    return !this.ended;
  }
}
