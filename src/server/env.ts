/**
 * Everything that the environment decides, checked once; nothing else reads `process.env`. A wrong value gives one
 * sentence that names the variable and what would be right. Values never appear in the sentences: some are secrets.
 */
import { z } from "zod";

const WORKER_CHILDREN_MAX = 64;

const text = (rule: string, test: (value: string) => boolean) =>
  z.string({ error: rule }).refine(test, { error: rule });

const whole = (rule: string, min: number, max: number, standard: number) =>
  z
    .string()
    .default(String(standard))
    .refine((value) => /^\d{1,6}$/.test(value) && Number(value) >= min && Number(value) <= max, { error: rule })
    .transform(Number);

const isUrl = (value: string, protocols: readonly string[]): boolean =>
  URL.canParse(value) && protocols.includes(new URL(value).protocol);

/** Who listens on every interface is at the loopback address too. */
const readable = (host: string): string =>
  host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host;

const Environment = z
  .object({
    DATABASE_URL: text(
      "DATABASE_URL must be an address like postgresql://user:password@127.0.0.1:5432/bakeoff",
      (value) => isUrl(value, ["postgresql:", "postgres:"]) && new URL(value).pathname.length > 1,
    ),
    HOST: text("HOST must be the name or number of an interface to listen on, like 127.0.0.1 or 0.0.0.0", (value) =>
      /^[A-Za-z0-9.:-]+$/.test(value),
    ).default("127.0.0.1"),
    PORT: whole("PORT must be a whole number from 0 to 65535, like 3000", 0, 65_535, 3000),
    BASE_URL: text(
      "BASE_URL must be what readers type before the path, like https://bakeoff.example, without a slash at the end",
      (value) => isUrl(value, ["http:", "https:"]) && new URL(value).origin === value,
    ).optional(),
    BAKEOFF_DEV: z
      .enum(["0", "1"], { error: "BAKEOFF_DEV must be 1 (pages are served from their sources) or 0" })
      .default("0")
      .transform((value) => value === "1"),
    LOG_LEVEL: z
      .enum(["trace", "debug", "info", "warn", "error", "silent"], {
        error: "LOG_LEVEL must be one of trace, debug, info, warn, error, silent",
      })
      .default("info"),
    SANDBOX_CHILDREN: whole(
      `SANDBOX_CHILDREN must be a whole number from 1 to ${WORKER_CHILDREN_MAX}: how many sandbox processes a worker keeps`,
      1,
      WORKER_CHILDREN_MAX,
      2,
    ),
    DATABASE_CONNECTIONS: whole(
      "DATABASE_CONNECTIONS must be a whole number from 2 to 200: how many connections one process may open",
      2,
      200,
      10,
    ),
  })
  .transform(({ HOST, PORT, BASE_URL, ...rest }) => ({
    ...rest,
    HOST,
    PORT,
    BASE_URL: BASE_URL ?? `http://${readable(HOST)}:${PORT}`,
  }));
export type Environment = z.infer<typeof Environment>;

/** A configuration that cannot be used: one sentence a wrong variable. */
export class EnvironmentInvalid extends Error {
  override readonly name = "EnvironmentInvalid";
}

/** Variables that are set but empty count as absent, as in a compose file with `PORT=${PORT}`. */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>> = process.env): Environment {
  const present = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value !== ""),
  );
  const read = Environment.safeParse(present);
  if (read.success) return read.data;
  throw new EnvironmentInvalid(read.error.issues.map(({ message }) => `${message}.`).join("\n"));
}
