/**
 * Who may import whom: the table of src/README.md as rules. Each rule names one promise about the layout; its comment says
 * why the promise is kept.
 */
import type { ICruiseOptions, IFlattenedRuleSet, IForbiddenRuleType } from "dependency-cruiser";

/** A room may import what is listed, and nothing else. */
const only = (name: string, from: string, allowed: string[], comment: string): IForbiddenRuleType => ({
  name,
  comment,
  severity: "error",
  from: { path: from },
  to: { pathNot: allowed },
});
/** Only the rooms that are listed may import this one; tests may look everywhere but into the pages. */
const entryPoint = (room: string, allowed: string, comment: string): IForbiddenRuleType => ({
  name: `nobody-imports-${room}`,
  comment,
  severity: "error",
  from: { pathNot: allowed },
  to: { path: `^src/${room}/` },
});

const core = "^src/core/";
const worldKit = "^src/world-kit/";
const guest = "^src/sandbox/guest/";
const host = "^src/sandbox/(host/|sandbox\\.ts$)";
const port = "^src/sandbox/sandbox\\.ts$";
const useCases = "^src/server/(?!api/)";
const useCasesButNoTables = "^src/server/(?!api/|db/|queue/)";
const routesSee = "^src/server/(?!db/|queue/)";
const generated = "^src/generated/prisma/";
const npm = "node_modules/";
const node = "^(node:|[a-z_]+$|[a-z_]+/[a-z_]+$)";
const style = "\\.css$";
const pureLibraries = ["node_modules/zod/", "node_modules/@noble/hashes/", "node_modules/yaml/"];

export const importRules: IForbiddenRuleType[] = [
  only(
    "core-is-pure",
    core,
    [core, ...pureLibraries],
    "Verdicts must be replayable: no clock, no input or output, no framework.",
  ),
  only(
    "world-kit-stands-alone",
    worldKit,
    [worldKit],
    "It runs beside strangers' code, so every line of it is reviewed as such.",
  ),
  only(
    "worlds-import-their-own",
    "^src/worlds/([^/]+)/",
    [worldKit, "^src/worlds/$1/"],
    "A world is stored as its own files and must run from them.",
  ),
  only("guest-is-small", guest, [worldKit, guest], "It shares an isolate with strangers' code."),
  only(
    "sandbox-host-stands-alone",
    host,
    [host, core, worldKit, guest, npm, node],
    "The sandbox is reviewable without the database or the web server.",
  ),
  {
    name: "sandbox-host-takes-types-only",
    comment: "What runs beside strangers' code, and worlds with it, never runs on the host's side.",
    severity: "error",
    from: { path: host },
    to: { path: [worldKit, guest], dependencyTypesNot: ["type-only"] },
  },
  only(
    "use-cases-ignore-transport",
    useCases,
    [useCases, core, port, generated, npm, node],
    "The worker, the text pages and the procedures call the same functions; a sandbox is handed to them.",
  ),
  {
    name: "use-cases-know-no-framework",
    comment: "They run in the worker and in the set-up too.",
    severity: "error",
    from: { path: useCases },
    to: { path: "node_modules/(next|react|react-dom|@trpc)/" },
  },
  only(
    "procedures-are-thin",
    "^src/server/api/",
    ["^src/server/api/", useCasesButNoTables, core, npm],
    "A procedure checks its input, calls one use case and returns.",
  ),
  only(
    "worker-composes",
    "^src/worker/",
    ["^src/worker/", useCases, host, core, npm, node],
    "Here the queue, the sandbox and the database meet, and nowhere else.",
  ),
  only(
    "cli-composes",
    "^src/cli/",
    ["^src/cli/", useCases, host, core, npm, node],
    "The same engine on files, without a service.",
  ),
  only(
    "setup-prepares",
    "^src/setup/",
    ["^src/setup/", useCases, host, core, npm, node],
    "It starts the service and is no part of it; worlds reach it as files, and the sandbox describes them.",
  ),
  only(
    "web-composes",
    "^src/web/",
    ["^src/web/", useCases, "^src/server/api/", core, npm, node],
    "The front server joins use cases and Next; strangers' code never runs in it.",
  ),
  only(
    "trpc-is-glue",
    "^src/trpc/",
    ["^src/trpc/", "^src/server/api/", core, npm],
    "The typed wire between browser and server, and nothing else.",
  ),
  only("widgets-are-generic", "^src/ui/", ["^src/ui/", npm, style], "They could be lifted into another product."),
  only(
    "components-are-client-safe",
    "^src/components/",
    ["^src/(components|ui|trpc|core)/", npm, style],
    "No server code can reach the browser.",
  ),
  only(
    "pages-are-thin",
    "^src/app/(?!.*route\\.ts$)",
    ["^src/(app|components|ui|trpc|core)/", npm, style],
    "A page picks data and components.",
  ),
  only("routes-see-use-cases-only", "^src/app/.*route\\.ts$", [routesSee, core, npm], "A route never sees a table."),
  entryPoint("app", "^src/app/", "Only Next loads it."),
  entryPoint("web", "^(src/web|tests)/", "It is the web process."),
  entryPoint("worker", "^(src/worker|tests)/", "It is the worker process."),
  entryPoint("cli", "^(src/cli|tests)/", "It is the command."),
  entryPoint("setup", "^(src/setup|tests)/", "It prepares the service and is no part of it."),
  {
    name: "source-ignores-tests",
    comment: "What runs for people holds nothing of the tests.",
    severity: "error",
    from: { path: "^src/" },
    to: { path: "^tests/" },
  },
  {
    name: "no-cycles",
    comment: "Each step of the flow hands a value to the next; none knows a later one.",
    severity: "error",
    from: {},
    to: { circular: true },
  },
  {
    name: "resolvable",
    comment: "An import that cannot be resolved is an import that no rule saw.",
    severity: "error",
    from: {},
    to: { couldNotResolve: true },
  },
];

export const cruiseOptions: ICruiseOptions = {
  validate: true,
  ruleSet: { forbidden: importRules } satisfies IFlattenedRuleSet,
  // The only parser here that reads TypeScript; without it the cruiser sees nothing and reports success.
  parser: "swc",
  tsPreCompilationDeps: true,
  doNotFollow: { path: ["node_modules", "^src/generated/"] },
  enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default", "types"] },
};
