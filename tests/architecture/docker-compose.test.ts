import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { root } from "../support/run-command.ts";
import { ComposeFile } from "./compose-file.ts";

const file = path.join(root, "docker-compose.yml");
const compose = ComposeFile.parse(parse(readFileSync(file, "utf8"), { merge: true }));
const service = (name: string): ComposeFile["services"][string] => {
  const found = compose.services[name];
  if (found === undefined) throw new Error(`docker-compose.yml has no service ${name}`);
  return found;
};
const hasCompose = spawnSync("docker", ["compose", "version"]).status === 0;

test("every network, volume, config and service that is named exists", () => {
  for (const { networks, volumes, configs, depends_on } of Object.values(compose.services)) {
    expect(Object.keys(compose.networks)).toEqual(expect.arrayContaining(networks));
    expect(Object.keys(compose.volumes)).toEqual(
      expect.arrayContaining((volumes ?? []).map((volume) => volume.split(":")[0])),
    );
    expect(Object.keys(compose.configs)).toEqual(expect.arrayContaining((configs ?? []).map(({ source }) => source)));
    expect(Object.keys(compose.services)).toEqual(expect.arrayContaining(Object.keys(depends_on ?? {})));
  }
});

test("web and worker start by the commands of npm start", () => {
  const start = readFileSync(path.join(root, "src/setup/start.ts"), "utf8");
  for (const name of ["web", "worker"]) {
    expect(service(name).command).toEqual(["node", `src/${name}/main.ts`]);
    expect(start).toContain(`script: "src/${name}/main.ts"`);
  }
});

test("every script that a container runs is there", () => {
  const commands = Object.values(compose.services).flatMap(({ command, build }) => [
    ...(command ?? []),
    build?.dockerfile_inline ?? "",
  ]);
  const scripts = commands.join("\n").match(/src\/[\w/-]+\.m?ts|src\/[\w/-]+\.mjs/g) ?? [];
  expect(scripts.length).toBeGreaterThan(4);
  expect(scripts.filter((script) => !existsSync(path.join(root, script)))).toEqual([]);
});

test("the worker reaches the database and nothing else, and may write nowhere but in memory", () => {
  const worker = service("worker");
  expect(worker.networks).toEqual(["database"]);
  expect(compose.networks["database"]?.internal).toBe(true);
  expect(worker).toMatchObject({ read_only: true, cap_drop: ["ALL"], security_opt: ["no-new-privileges:true"] });
  expect(worker.tmpfs).toEqual(["/tmp"]);
  expect(worker.volumes).toBeUndefined();
  expect(worker.ports).toBeUndefined();
});

test("only the proxy is reachable from outside, and web and worker can be scaled", () => {
  expect(Object.entries(compose.services).filter(([, { ports }]) => ports !== undefined)).toHaveLength(1);
  expect(service("proxy").ports).toBeDefined();
});

test("what lives on has a health check or is restarted when it ends", () => {
  for (const [name, { healthcheck, restart }] of Object.entries(compose.services)) {
    if (name !== "prepare") expect(healthcheck !== undefined || restart === "unless-stopped", name).toBe(true);
  }
  for (const name of ["postgres", "web", "proxy"]) expect(service(name).healthcheck, name).toBeDefined();
});

test.runIf(hasCompose)("docker compose accepts the file", () => {
  const { status, stderr } = spawnSync("docker", ["compose", "--file", file, "config", "--quiet"], {
    env: { ...process.env, POSTGRES_PASSWORD: "secret" },
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  expect(status).toBe(0);
});
