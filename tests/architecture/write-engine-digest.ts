/** Records the engine as it is now: `node tests/architecture/write-engine-digest.ts`. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ENGINE_VERSION } from "#core/run/engine-version.ts";
import { engineDigest } from "./engine-digest.ts";

const record = { engine: ENGINE_VERSION, digest: await engineDigest() };
writeFileSync(join(import.meta.dirname, "engine-digest.json"), `${JSON.stringify(record, null, 2)}\n`);
