/** A PostgreSQL for one test that may kill it, with everything on disk as in production. */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

export interface OwnPostgresFolder {
  readonly dataDir: string;
  remove(): void;
}

export function ownPostgresFolder(): OwnPostgresFolder {
  const folder = mkdtempSync(path.join(tmpdir(), "bakeoff-own-"));
  // As root, the server runs as somebody else, who must be able to reach it.
  chmodSync(folder, 0o755);
  return {
    dataDir: path.join(folder, "postgres"),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
