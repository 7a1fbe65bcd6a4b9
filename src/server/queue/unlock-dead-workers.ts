import type pg from "pg";

/** A worker takes its first job at once; its row in `WorkerPresence` may come a moment later, or after a reconnect. */
const UNKNOWN_WORKER_GRACE_S = 10;

/**
 * Hands back the jobs of workers that are no more: their advisory lock can be taken, or they never had one. The queue by
 * itself would wait for four hours. Safe to call from everywhere at once; how many workers were found dead.
 */
export async function unlockDeadWorkers(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ dead: number }>({
    name: "unlock-dead-workers",
    text: `
      with gone as (
        delete from "WorkerPresence" where "id" in (
          select "id" from "WorkerPresence" where pg_try_advisory_xact_lock("lockKey")
        ) returning "id"
      ), unknown as (
        select distinct locked_by as "id" from graphile_worker.jobs
        where locked_by is not null and locked_at < now() - make_interval(secs => $1)
          and not exists (select from "WorkerPresence" present where present."id" = locked_by)
      ), dead as (
        select "id" from gone union select "id" from unknown
      ), ids as (
        select array_agg("id") as list, count(*)::int as dead from dead
      )
      select dead, case when dead > 0 then graphile_worker.force_unlock_workers(list) end,
        case when dead > 0 then pg_notify('jobs:insert', json_build_object('count', dead)::text) end
      from ids`,
    values: [UNKNOWN_WORKER_GRACE_S],
  });
  return rows[0]?.dead ?? 0;
}
