/**
 * How a child process is started with as little as possible to touch. Every layer is an addition: the child already has an
 * empty environment, no open files but its three pipes, and the root folder as its working directory. Layers that a
 * machine does not have are left out, strongest combination first; which ones are active is reported.
 */
import { accessSync, constants } from "node:fs";
import { CHILD_DATA_BYTES, CHILD_OPEN_FILES } from "#sandbox/host/sandbox-limits.ts";

export interface Launch {
  readonly command: string;
  /** Up to where Node's own arguments end; the program follows. */
  readonly args: readonly string[];
  /** The layers that this launch has, in words for a log. */
  readonly layers: readonly string[];
}

/** Owns nothing on any Linux; what it may read, everybody may. */
const NOBODY = 65_534;

interface Layer {
  readonly name: string;
  /** What comes before the command, or nothing where the machine has no such tool. */
  readonly before: readonly string[];
}

/** Launches worth trying, strongest first; the last one works wherever Node does. */
export function findLaunches(node: string, addon: string): readonly Launch[] {
  const limits = limitsLayer();
  const identity = identityLayer();
  const noGain = noGainLayer();
  const combinations: (readonly (Layer | null)[])[] = [[limits, identity ?? noGain], [limits, noGain], [limits], []];
  const launches: Launch[] = [];
  for (const permission of [true, false]) {
    for (const combination of combinations) {
      const layers = combination.filter((layer) => layer !== null);
      launches.push(buildLaunch(node, addon, layers, permission));
    }
  }
  const texts = new Set<string>();
  return launches.filter(({ command, args }) => {
    const text = [command, ...args].join(" ");
    if (texts.has(text)) return false;
    texts.add(text);
    return true;
  });
}

function buildLaunch(node: string, addon: string, layers: readonly Layer[], permission: boolean): Launch {
  // Node's start-up snapshot and that of isolates cannot live in one process.
  // Small isolates get a young generation so small that collecting it takes a fifth of a run's time (measured).
  const flags = ["--no-node-snapshot", "--min-semi-space-size=8", "--max-semi-space-size=16"];
  const permissions = permission
    ? ["--permission", "--allow-addons", `--allow-fs-read=${addon}`, "--disable-warning=SecurityWarning"]
    : [];
  const [command = node, ...args] = [...layers.flatMap(({ before }) => before), node, ...flags, ...permissions];
  const names = layers.map(({ name }) => name);
  return { command, args, layers: permission ? [...names, "node permission model"] : names };
}

function limitsLayer(): Layer | null {
  const tool = findTool("prlimit");
  if (tool === null) return null;
  const limits = [`--data=${CHILD_DATA_BYTES}`, `--nofile=${CHILD_OPEN_FILES}`, "--fsize=0", "--core=0"];
  return { name: "prlimit", before: [tool, ...limits, "--"] };
}

/** Another user without any right, where we are allowed to become one. */
function identityLayer(): Layer | null {
  const tool = findTool("setpriv");
  if (tool === null || process.getuid?.() !== 0) return null;
  const identity = [
    `--reuid=${NOBODY}`,
    `--regid=${NOBODY}`,
    "--clear-groups",
    "--bounding-set=-all",
    "--inh-caps=-all",
  ];
  return { name: "user nobody, no capabilities", before: [tool, ...identity, ...END_WITH_PARENT, "--"] };
}

function noGainLayer(): Layer | null {
  const tool = findTool("setpriv");
  return tool === null ? null : { name: "no new privileges", before: [tool, ...END_WITH_PARENT, "--"] };
}

/** The second one: a child that is stuck in the engine does not see its input end. */
const END_WITH_PARENT = ["--no-new-privs", "--pdeathsig=KILL"];

function findTool(name: string): string | null {
  for (const folder of ["/usr/bin", "/bin", "/usr/sbin", "/sbin", "/usr/local/bin"]) {
    const path = `${folder}/${name}`;
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not there: the next folder.
    }
  }
  return null;
}
