import { defineConfig } from "prisma/config";

// The CLI insists on fetching a schema engine that generate, validate and format never run. Naming any existing file
// stops that; schema SQL comes from src/setup/schema-sql.ts instead.
process.env["PRISMA_SCHEMA_ENGINE_BINARY"] ??= process.execPath;
process.env["CHECKPOINT_DISABLE"] ??= "1";

export default defineConfig({ schema: "schema.prisma", migrations: { path: "migrations" } });
