/**
 * Compares Prisma schemas with each other and with a database, by the WebAssembly build of Prisma's schema engine: no
 * binary is fetched and no shadow database is made. It only ever reads; migrations are applied by `migrate.ts`, because
 * this engine would split them at every semicolon.
 */
import { readFileSync } from "node:fs";
import { PrismaPg } from "@prisma/adapter-pg";
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
  type SqlResultSet,
} from "@prisma/driver-adapter-utils";
import type { DiffTarget } from "@prisma/schema-engine-wasm/schema_engine_bg";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";

const SCHEMA_FILE = new URL("../../prisma/schema.prisma", import.meta.url).pathname;
export const currentSchema = (): string => readFileSync(SCHEMA_FILE, "utf8");

/** SQL that turns a database of schema `from` (null is an empty one) into one of schema `to`; null where they agree. */
export const sqlBetween = (from: string | null, to: string): Promise<string | null> =>
  withEngine(new VersionOnly(), to, (engine) =>
    difference(engine, from === null ? { tag: "empty" } : { tag: "schemaDatamodel", files: filesOf(from) }, {
      tag: "schemaDatamodel",
      files: filesOf(to),
    }),
  );

/** SQL that turns this database into one of the current schema; null where it is one. */
export async function sqlFromDatabase(url: string): Promise<string | null> {
  const schema = currentSchema();
  const configDir = new URL("../..", import.meta.url).pathname;
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  try {
    return await withEngine(new DescribingAdapter(pool), schema, (engine) =>
      difference(
        engine,
        { tag: "schemaDatasource", files: filesOf(schema), configDir },
        { tag: "schemaDatamodel", files: filesOf(schema) },
      ),
    );
  } finally {
    await pool.end();
  }
}

const filesOf = (content: string): { path: string; content: string }[] => [{ path: SCHEMA_FILE, content }];

async function difference(engine: bindings.SchemaEngine, from: DiffTarget, to: DiffTarget): Promise<string | null> {
  const { exitCode, stdout } = await engine.diff({
    from,
    to,
    script: true,
    exitCode: true,
    filters: { externalTables: ["public._prisma_migrations"], externalEnums: [] },
  });
  return exitCode === 0 ? null : (stdout ?? "");
}

async function withEngine<T>(
  database: SqlMigrationAwareDriverAdapterFactory,
  schema: string,
  work: (engine: bindings.SchemaEngine) => Promise<T>,
): Promise<T> {
  await loadEngine();
  const factory = bindMigrationAwareSqlAdapterFactory(database);
  return work(await bindings.SchemaEngine.new({ datamodels: [[SCHEMA_FILE, schema]] }, () => {}, factory));
}

let loading: Promise<void> | undefined;
const loadEngine = (): Promise<void> => (loading ??= instantiate());

async function instantiate(): Promise<void> {
  const folder = new URL(".", import.meta.resolve("@prisma/schema-engine-wasm/schema_engine_bg"));
  const bytes = readFileSync(new URL("schema_engine_bg.wasm", folder));
  // The module object of the bindings is the import object by design of wasm-bindgen; its type does not say so.
  const imports = { "./schema_engine_bg.js": bindings as unknown as WebAssembly.ModuleImports };
  const { instance } = await WebAssembly.instantiate(bytes, imports);
  bindings.__wbg_set_wasm(instance.exports);
  const start = instance.exports["__wbindgen_start"];
  if (typeof start === "function") start();
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: {
      set_message: (message: string) => {
        throw new Error(`schema engine: ${message}`);
      },
    },
  });
}

/** PostgreSQL's internal one-byte type `"char"`, which catalogues are full of and the adapter does not know. */
const CHAR_OID = 18;
const TEXT_OID = 25;
interface Queryable {
  queryRaw(query: SqlQuery): Promise<SqlResultSet>;
}
interface WithFields {
  performIO(query: SqlQuery): Promise<{ fields: { dataTypeID: number }[] }>;
}

class DescribingAdapter extends PrismaPg {
  override async connect(): ReturnType<PrismaPg["connect"]> {
    const adapter = readsChar(await super.connect());
    const start = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (level) => readsChar(await start(level));
    return adapter;
  }
}

function readsChar<Q extends Queryable>(queryable: Q): Q {
  // `performIO` is private in the declarations, and the only place where the type of a column can still be changed.
  const inner = queryable as unknown as WithFields;
  const performIO = inner.performIO.bind(queryable);
  const queryRaw = queryable.queryRaw.bind(queryable);
  let chars: boolean[] = [];
  inner.performIO = async (query) => {
    const result = await performIO(query);
    chars = result.fields.map(({ dataTypeID }) => dataTypeID === CHAR_OID);
    for (const field of result.fields) if (field.dataTypeID === CHAR_OID) field.dataTypeID = TEXT_OID;
    return result;
  };
  queryable.queryRaw = async (query) => {
    const result = await queryRaw(query);
    return {
      ...result,
      columnTypes: result.columnTypes.map((type, column) => (chars[column] ? ColumnTypeEnum.Character : type)),
    };
  };
  return queryable;
}

/**
 * A database to the extent that comparing two schemas needs one: the engine asks whether the schema `public` exists, and
 * for the version, whose number it needs to write SQL.
 */
class VersionOnly implements SqlMigrationAwareDriverAdapterFactory {
  readonly provider = "postgres";
  readonly adapterName = "version only";

  connect(): Promise<SqlDriverAdapter> {
    const impossible = (): never => {
      throw new Error("no database is behind this comparison");
    };
    return Promise.resolve({
      provider: this.provider,
      adapterName: this.adapterName,
      queryRaw: () =>
        Promise.resolve({
          columnNames: ["exists", "version", "numeric_version"],
          columnTypes: [ColumnTypeEnum.Boolean, ColumnTypeEnum.Text, ColumnTypeEnum.Int32],
          rows: [[true, "PostgreSQL 18.0", 180_000]],
        }),
      executeRaw: impossible,
      executeScript: impossible,
      startTransaction: impossible,
      getConnectionInfo: () => ({ schemaName: "public", supportsRelationJoins: true }),
      dispose: () => Promise.resolve(),
    });
  }

  connectToShadowDb(): Promise<SqlDriverAdapter> {
    return this.connect();
  }
}
