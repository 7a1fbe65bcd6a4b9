/** The part of the compose format that docker-compose.yml uses; a key outside of it is an error, as it is to compose. */
import { z } from "zod";

const duration = z.string().regex(/^\d+(ms|s|m|h)$/);
const size = z.string().regex(/^\d+(k|m|g)b?$/);
const command = z.array(z.string()).min(1);
/** Inside a value, `$` starts a variable and `$$` is a dollar sign; anything else is refused by compose. */
const interpolated = z
  .string()
  .refine((text) => !/\$/.test(text.replaceAll("$$", "").replaceAll(/\$\{[A-Z_]+(:[-?][^}]*)?\}/g, "")), {
    error: "a dollar sign that is neither ${NAME} nor $$",
  });

const Service = z.strictObject({
  image: z.string(),
  pull_policy: z.enum(["always", "never", "missing", "build"]).optional(),
  build: z.strictObject({ context: z.string(), dockerfile_inline: interpolated }).optional(),
  init: z.boolean().optional(),
  restart: z.enum(["no", "always", "on-failure", "unless-stopped"]).optional(),
  stop_grace_period: duration.optional(),
  command: command.optional(),
  environment: z.record(z.string().regex(/^[A-Z_]+$/), interpolated).optional(),
  ports: z.array(interpolated).optional(),
  networks: z.array(z.string()),
  volumes: z.array(z.string().regex(/^[a-z-]+:\/[a-z/]+$/)).optional(),
  tmpfs: z.array(z.string().regex(/^\/[a-z./]+(:[a-z0-9=,]+)?$/)).optional(),
  configs: z.array(z.strictObject({ source: z.string(), target: z.string().startsWith("/") })).optional(),
  depends_on: z
    .record(
      z.string(),
      z.strictObject({
        condition: z.enum(["service_started", "service_healthy", "service_completed_successfully"]),
      }),
    )
    .optional(),
  healthcheck: z
    .strictObject({
      test: z.tuple([z.literal("CMD")]).rest(interpolated),
      interval: duration,
      timeout: duration,
      retries: z.int().positive(),
      start_period: duration,
    })
    .optional(),
  read_only: z.boolean().optional(),
  cap_drop: z.array(z.literal("ALL")).optional(),
  cap_add: z.array(z.string()).optional(),
  security_opt: z.array(z.literal("no-new-privileges:true")).optional(),
  mem_limit: size.optional(),
  pids_limit: z.int().positive().optional(),
  shm_size: size.optional(),
  logging: z.strictObject({ driver: z.string() }).optional(),
});

export const ComposeFile = z.strictObject({
  name: z.string(),
  "x-program": z.unknown(),
  "x-settings": z.unknown(),
  services: z.record(z.string(), Service),
  networks: z.record(z.string(), z.strictObject({ internal: z.boolean().optional() })),
  volumes: z.record(z.string(), z.strictObject({})),
  configs: z.record(z.string(), z.strictObject({ content: interpolated })),
});
export type ComposeFile = z.infer<typeof ComposeFile>;
