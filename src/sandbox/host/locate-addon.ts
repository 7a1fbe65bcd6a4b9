import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/**
 * Absolute path of isolated-vm's compiled addon for this Node: what was built on this machine, else what the package
 * brings for the platform. The child may not search for it: it may read this one file.
 */
export function locateAddon(): string {
  const root = dirname(createRequire(import.meta.url).resolve("isolated-vm/package.json"));
  const built = join(root, "build", "Release", "isolated_vm.node");
  if (existsSync(built)) return built;
  const folder = join(root, "prebuilds", `${process.platform}-${process.arch}`);
  const prefix = `isolated-vm.abi${process.versions.modules}.`;
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith(prefix)) : [];
  const wanted = names.find((name) => name === `${prefix}node` || name === `${prefix}${libc()}.node`);
  if (wanted === undefined) {
    throw new Error(
      `isolated-vm brings no addon for ${process.platform} ${process.arch}, Node ABI ${process.versions.modules}`,
    );
  }
  return join(folder, wanted);
}

/** Alpine and the like have another C library, and isolated-vm an addon for each. */
const libc = (): "glibc" | "musl" => (existsSync("/etc/alpine-release") ? "musl" : "glibc");
