/**
 * Bundles our own code for the inside of the child: the lock of the realms, the policy's side of the boundary, and the
 * program of the child itself. Each becomes a plain script whose value is what its entry file exports, so that neither
 * an isolate nor the child needs a module loader or access to files.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { build, type Plugin } from "esbuild";

/** The folder `src`; this file is two folders below it. */
export const SOURCE_FOLDER = join(import.meta.dirname, "..", "..");

export interface GuestScripts {
  /** Value: `{ removeHazards, freezeRealm, sealGlobals }`. */
  readonly lock: string;
  /** Value: `{ createPolicyRealm }`. */
  readonly policyRealm: string;
  /** Value: `{ runExecutor }`. */
  readonly executor: string;
}

let bundled: Promise<GuestScripts> | null = null;
/** Once a process: the files are ours and do not change while it runs. */
export const compileGuest = (): Promise<GuestScripts> => {
  bundled ??= bundleAll();
  return bundled;
};

async function bundleAll(): Promise<GuestScripts> {
  const [lock, policyRealm, executor] = await Promise.all([
    bundle("sandbox/guest/lock-realm.ts", "neutral"),
    bundle("sandbox/guest/policy-realm.ts", "neutral"),
    bundle("sandbox/host/executor.ts", "node"),
  ]);
  return { lock, policyRealm, executor };
}

async function bundle(entry: string, platform: "neutral" | "node"): Promise<string> {
  const result = await build({
    ...SCRIPT_OPTIONS,
    entryPoints: [join(SOURCE_FOLDER, entry)],
    platform,
    banner: { js: '(() => {"use strict";' },
    footer: { js: "return guest;})()" },
    plugins: [ownFiles],
  });
  return result.outputFiles[0]?.text ?? "";
}

/** How every script for a realm is written. No configuration file of the project has a say in it. */
export const SCRIPT_OPTIONS = {
  bundle: true,
  write: false,
  format: "iife",
  globalName: "guest",
  target: "es2024",
  legalComments: "none",
  logLevel: "silent",
  tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
} as const;

/** `#a/b.ts` is `src/a/b.ts`, as everywhere in the project. */
const ownFiles: Plugin = {
  name: "own-files",
  setup(builder) {
    builder.onResolve({ filter: /^#/ }, ({ path }) => ({ path: join(SOURCE_FOLDER, path.slice(1)) }));
    builder.onLoad({ filter: /\.ts$/ }, async ({ path }) => ({ contents: await readFile(path, "utf8"), loader: "ts" }));
  },
};
