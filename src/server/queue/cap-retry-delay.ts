import type pg from "pg";

/** Long enough not to burden a machine in trouble, short enough that a reader stays on the page. */
const RETRY_DELAY_MAX_S = 30;

/** The queue doubles the wait after each failure, up to six hours; this brings waiting jobs back to at most 30 seconds. */
export async function capRetryDelay(pool: pg.Pool): Promise<void> {
  await pool.query({
    name: "cap-retry-delay",
    text: `
      select count(*) from graphile_worker.reschedule_jobs(
        array(
          select id from graphile_worker.jobs
          where locked_at is null and attempts between 1 and max_attempts - 1 and run_at > now() + make_interval(secs => $1)
        ),
        run_at => now() + make_interval(secs => $1)
      )`,
    values: [RETRY_DELAY_MAX_S],
  });
}
