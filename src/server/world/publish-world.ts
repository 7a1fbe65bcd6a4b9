import type { Failure } from "#core/error-code.ts";
import { fail, ok, type Result } from "#core/result.ts";
import { worldHash } from "#core/world/world-hash.ts";
import { WorldManifest } from "#core/world/world-manifest.ts";
import type { Database } from "#server/db/database.ts";
import { toJsonColumn } from "#server/db/json-column.ts";
import { inTransaction } from "#server/db/transaction.ts";
import { findUnstorableIn } from "#server/storable-text.ts";

export interface WorldInput {
  /** Path to text. */
  readonly files: { readonly [path: string]: string };
  /** What the sandbox made of these files. It was written next to strangers' code: it is checked here. */
  readonly manifest: unknown;
}
export interface PublishedWorld {
  readonly hash: string;
  readonly name: string;
  readonly version: number;
  /** False where this version was there before. */
  readonly isNew: boolean;
}

/** Idempotent: the same files are the same version. */
export async function publishWorld(db: Database, input: WorldInput): Promise<Result<PublishedWorld, Failure>> {
  const { files } = input;
  const manifest = checkManifest(input.manifest);
  if (!manifest.ok) return manifest;
  const problem = findUnstorableIn("world", files);
  if (problem !== null) {
    return fail({ code: "INPUT_INVALID", sentence: "The world's files cannot be stored.", problems: [problem] });
  }
  const hash = worldHash(files);
  const { name } = manifest.value;
  return inTransaction(db, async (tx) => {
    // Version numbers of one name are given out one after the other.
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`world:${name}`}, 0))`;
    const present = await tx.worldVersion.findUnique({ where: { hash }, select: { name: true, version: true } });
    if (present !== null) return ok({ hash, ...present, isNew: false });
    const last = await tx.worldVersion.aggregate({ where: { name }, _max: { version: true } });
    const version = (last._max.version ?? 0) + 1;
    await tx.worldVersion.create({
      data: { hash, name, version, files: toJsonColumn(files), manifest: toJsonColumn(manifest.value) },
      select: { hash: true },
    });
    return ok({ hash, name, version, isNew: true });
  });
}

function checkManifest(value: unknown): Result<WorldManifest, Failure> {
  const refuse = (why: string): Result<WorldManifest, Failure> =>
    fail({ code: "WORLD_REFUSED", sentence: `The world's own description cannot be used: ${why}.` });
  const manifest = WorldManifest.safeParse(value);
  if (!manifest.success) {
    const issue = manifest.error.issues[0];
    return refuse(`${issue?.path.join(".") ?? ""}: ${issue?.message ?? "it has another shape"}`);
  }
  return findUnstorableIn("world", manifest.data) === null ? ok(manifest.data) : refuse("a text cannot be stored");
}
