/**
 * The program of the child process: the only place where strangers' code is loaded. It reads jobs from standard input,
 * runs each in a fresh isolate with two realms, and writes one answer per scenario as soon as it has it. Everything is
 * synchronous: there is no event loop that strangers could fill. It holds no secret, and the parent kills it whenever an
 * answer is late, so nothing here tries to survive what V8 cannot interrupt.
 *
 * It is bundled into one text and handed over on standard input: it must import nothing but Node and its own frames.
 */
import { readSync, writeSync } from "node:fs";
import { constants } from "node:os";
import type * as ivm from "isolated-vm";
import {
  FRAME_HEAD_BYTES,
  FRAME_KINDS,
  type FrameKind,
  type HookSettings,
  type Job,
  readFrameHead,
  writeFrameHead,
} from "#sandbox/host/executor-frames.ts";

export interface ExecutorParts {
  /** Absolute path of isolated-vm's compiled addon. */
  readonly addon: string;
  readonly lockScript: string;
  readonly policyRealmScript: string;
}

export function runExecutor({ addon, lockScript, policyRealmScript }: ExecutorParts): void {
  // Node's own loader of addons looks around in the file system, which this process may not do.
  const holder: { exports: { ivm?: typeof ivm } } = { exports: {} };
  process.dlopen(holder, addon, constants.dlopen.RTLD_LAZY);
  const engine = holder.exports.ivm;
  if (engine === undefined) throw new Error(`${addon} is not isolated-vm`);
  const parts: EngineParts = { engine, lockScript, policyRealmScript, snapshots: new Map() };
  demandRoom(engine);
  send(FRAME_KINDS.ready, 0, "");
  for (let job = receiveJob(); job !== null; job = receiveJob()) {
    try {
      runJob(parts, job);
    } catch (error) {
      send(FRAME_KINDS.broken, 0, inWords(error));
    }
  }
}

/** A job and its witness are two isolates at once. Where limits of memory leave no room for them, that shows at the start. */
function demandRoom(engine: typeof ivm): void {
  const isolates = [1, 2].map(() => new engine.Isolate({ memoryLimit: 8 }));
  for (const isolate of isolates) isolate.dispose();
}

interface EngineParts {
  readonly engine: typeof ivm;
  readonly lockScript: string;
  readonly policyRealmScript: string;
  /** By the world's script, the one used longest ago first. */
  readonly snapshots: Map<string, ivm.ExternalCopy<ArrayBuffer>>;
}
/** One isolate with a world's realm and, unless the job only asks for a description, a policy's realm. */
interface Realms {
  readonly isolate: ivm.Isolate;
  readonly manifest: string;
  readonly run: ivm.Reference | null;
  readonly replay: ivm.Reference | null;
  readonly note: ivm.Reference | null;
}

function runJob(parts: EngineParts, job: Job): void {
  let isolates = 0;
  let realms: Realms | null = null;
  let witness: Realms | null = null;
  try {
    for (let index = 0; index < Math.max(1, job.programs.length); index++) {
      if (realms === null) {
        const made = trySetUp(parts, job);
        isolates++;
        if ("refusal" in made) return send(made.refusal, 0, made.text);
        realms = made;
        if (realms.manifest.startsWith("R")) return send(FRAME_KINDS.worldRefused, 0, realms.manifest.slice(1));
        if (job.policyModule === null) return send(FRAME_KINDS.manifest, 0, realms.manifest.slice(1));
        send(FRAME_KINDS.begun, index, "");
      }
      const program = job.programs[index];
      if (program === undefined) break;
      const answer = runScenario(realms, job, program);
      send(KIND_OF_MARK[answer.mark], index, answer.text);
      if (answer.mark === "E") {
        witness ??= setUp(parts, job, true);
        send(FRAME_KINDS.note, index, witnessFailure(witness, job, program));
        if (witness.isolate.isDisposed) witness = null;
      }
      if (!answer.sound) {
        dispose(realms);
        realms = null;
      }
    }
    send(FRAME_KINDS.done, isolates, "");
  } finally {
    dispose(realms);
    dispose(witness);
  }
}

/**
 * Globals that each half of the lock leaves there. The kit compiles the world's encoding from text; what makes code of text
 * goes before any policy is loaded. V8 adds to Atomics in every new realm and dies where it is not there.
 */
const KEPT_WHILE_LOADING = '["lockRealm", "Function", "Atomics"]';
const KEPT_IN_WORLD = '["lockRealm", "worldRealm"]';
const KEPT_IN_POLICY = '["lockRealm"]';
/** Snapshots are 1 to 2 MB each; a child works on one or two worlds at a time. */
const SNAPSHOTS_KEPT = 4;
/** Frames of a stack that are kept where only the place of a failure is wanted. */
const STACK_FRAMES = 20;

interface Refusal {
  readonly refusal: FrameKind;
  readonly text: string;
}
/** Thrown where the engine declines a policy that the static rules have let pass. */
class PolicyDeclined extends Error {}

/** The policy's own code does not run before the first call: what fails here is the world, or an early error. */
function trySetUp(parts: EngineParts, job: Job): Realms | Refusal {
  try {
    return setUp(parts, job, false);
  } catch (error) {
    const text = inWords(error);
    if (error instanceof PolicyDeclined) return { refusal: FRAME_KINDS.policyRefused, text };
    if (/timed out/.test(text))
      return { refusal: FRAME_KINDS.worldRefused, text: "The world does not finish loading." };
    if (/memory/.test(text))
      return { refusal: FRAME_KINDS.worldRefused, text: "The world needs too much memory to load." };
    throw error;
  }
}

/**
 * A start-up image in which the world is loaded: most of the time that an isolate takes goes into that. Both realms are
 * made from it; the policy's loses the world before any policy is there.
 */
function snapshotOf(
  { engine, lockScript, snapshots }: EngineParts,
  worldScript: string,
): ivm.ExternalCopy<ArrayBuffer> {
  const known = snapshots.get(worldScript);
  const snapshot =
    known ??
    engine.Isolate.createSnapshot([
      { code: `globalThis.lockRealm = ${lockScript}` },
      { code: `lockRealm.removeHazards(${KEPT_WHILE_LOADING});` },
      // Not there yet: V8 brings it with each new realm. A world that throws is told where.
      { code: `Error.stackTraceLimit = ${STACK_FRAMES};` },
      { code: `globalThis.worldRealm = ${worldScript}`, filename: "world.js" },
      { code: "delete Error.stackTraceLimit;" },
    ]);
  snapshots.delete(worldScript);
  snapshots.set(worldScript, snapshot);
  for (const [oldest] of snapshots) if (snapshots.size > SNAPSHOTS_KEPT) snapshots.delete(oldest);
  return snapshot;
}

function setUp(parts: EngineParts, job: Job, diagnostic: boolean): Realms {
  const snapshot = snapshotOf(parts, job.worldScript);
  const isolate = new parts.engine.Isolate({ memoryLimit: job.memoryMb, snapshot });
  const timeout = job.setUpDeadlineMs;
  const stackFrames = diagnostic ? STACK_FRAMES : 0;
  const inWorld = isolate.createContextSync();
  inWorld.evalSync(`lockRealm.freezeRealm(${KEPT_IN_WORLD}, ${stackFrames});`);
  const world = inWorld.evalSync("worldRealm", { reference: true });
  const manifest = call(world, "describe", [], timeout);
  inWorld.evalSync(`lockRealm.sealGlobals(${KEPT_IN_WORLD});`);
  if (job.policyModule === null || !manifest.startsWith("M")) {
    return { isolate, manifest, run: null, replay: null, note: null };
  }
  const inPolicy = isolate.createContextSync();
  inPolicy.evalSync(
    `lockRealm.freezeRealm(${KEPT_IN_POLICY}, ${stackFrames}); lockRealm.sealGlobals(${KEPT_IN_POLICY});`,
  );
  const settings = { ...readHooks(manifest.slice(1)), fuelPerCall: job.fuelPerCall, diagnostic };
  const create = inPolicy.evalSync(`${parts.policyRealmScript}.createPolicyRealm`, {
    filename: "realm.js",
    reference: true,
  });
  const policy: ivm.Reference = create.applySync(undefined, [JSON.stringify(settings)], {
    timeout,
    result: { reference: true },
  });
  // A module, so that the engine parses what the static rules have parsed. It has no imports left.
  const module = compilePolicyModule(isolate, job.policyModule);
  module.instantiateSync(inPolicy, () => {
    throw new Error("a policy imports nothing");
  });
  module.evaluateSync({ timeout });
  const load = policy.getSync("load", { reference: true });
  load.applySync(undefined, [module.namespace.derefInto()], { timeout });
  const connect = world.getSync("connect", { reference: true });
  connect.applySync(undefined, [policy.derefInto()], { timeout });
  const run = world.getSync("run", { reference: true });
  const replay = world.getSync("replay", { reference: true });
  return { isolate, manifest, run, replay, note: policy.getSync("note", { reference: true }) };
}

function compilePolicyModule(isolate: ivm.Isolate, text: string): ivm.Module {
  try {
    return isolate.compileModuleSync(text, { filename: "policy.js" });
  } catch (error) {
    throw new PolicyDeclined(inWords(error));
  }
}

function call(object: ivm.Reference, method: string, args: unknown[], timeout: number): string {
  const answer: unknown = object.getSync(method, { reference: true }).applySync(undefined, args, { timeout });
  if (typeof answer !== "string") throw new Error(`${method} answered no text`);
  return answer;
}

/** Written by the kit, which has checked every name; a world of the wrong shape stops the job. */
function readHooks(manifest: string): HookSettings {
  const { hooks, capabilities } = JSON.parse(manifest) as {
    readonly hooks: { readonly [name: string]: { readonly args: object } };
    readonly capabilities: object;
  };
  const arity = ([name, { args }]: [string, { readonly args: object }]) => ({ name, arity: Object.keys(args).length });
  return { hooks: Object.entries(hooks).map(arity), capabilities: Object.keys(capabilities) };
}

type Mark = "T" | "E" | "N" | "L" | "F" | "timeout" | "memory";
const KIND_OF_MARK: { readonly [M in Mark]: FrameKind } = {
  T: FRAME_KINDS.trace,
  E: FRAME_KINDS.failedTrace,
  N: FRAME_KINDS.difference,
  L: FRAME_KINDS.tooLarge,
  F: FRAME_KINDS.broken,
  timeout: FRAME_KINDS.timedOut,
  memory: FRAME_KINDS.outOfMemory,
};
interface Answer {
  readonly mark: Mark;
  readonly text: string;
  /** Whether the isolate may run the next scenario. */
  readonly sound: boolean;
}

function runScenario({ isolate, run }: Realms, job: Job, program: string): Answer {
  let answer: unknown;
  try {
    answer = run?.applySync(undefined, [program, job.seed, job.traceBytes], { timeout: job.deadlineMs });
  } catch (error) {
    const message = inWords(error);
    if (/timed out/.test(message)) return { mark: "timeout", text: "", sound: false };
    if (isolate.isDisposed || /memory|allocation/i.test(message)) return { mark: "memory", text: "", sound: false };
    return { mark: "F", text: message, sound: false };
  }
  if (typeof answer !== "string") return { mark: "F", text: "the world's realm answered no text", sound: false };
  // Written by the world's realm, which is our own code.
  const mark = answer[0] as Mark;
  const text = answer.slice(1);
  if ((mark === "T" || mark === "E") && Buffer.byteLength(text) > job.traceBytes) {
    return { mark: "L", text: "", sound: true };
  }
  // An overflow or a failed allocation leaves an isolate nobody vouches for; running out of fuel is our own doing.
  const ending = text.slice(-200);
  const shaken = mark === "E" && /"kind":"(?:stack|out-of-memory)"/.test(ending);
  return { mark, text, sound: !shaken && mark !== "F" };
}

/** Where the policy failed: the scenario once more in a realm that keeps stacks. The run itself counts for nothing. */
function witnessFailure({ replay, note }: Realms, job: Job, program: string): string {
  try {
    replay?.applySync(undefined, [program, job.seed], { timeout: job.deadlineMs });
    const text: unknown = note?.applySync(undefined, [job.noteLength], { timeout: job.deadlineMs });
    return typeof text === "string" ? text : "";
  } catch {
    return "";
  }
}

function dispose(realms: Realms | null): void {
  if (realms !== null && !realms.isolate.isDisposed) realms.isolate.dispose();
}

/** Errors of an isolate arrive as copies. A policy's never do: its realm answers codes. */
const inWords = (error: unknown): string =>
  error instanceof Error ? error.message.slice(0, 2_000) : "no error, but thrown";

/** One write a frame, at once: what was answered before a scenario hangs must not be lost with it. */
function send(kind: FrameKind, number: number, text: string): void {
  const length = Buffer.byteLength(text);
  const frame = Buffer.allocUnsafe(FRAME_HEAD_BYTES + length);
  writeFrameHead(frame, { length, kind, number });
  frame.write(text, FRAME_HEAD_BYTES);
  writeAll(frame);
}

function writeAll(bytes: Buffer): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(1, bytes, written);
}

/** Null at the end of the input. */
function receiveJob(): Job | null {
  const head = readExactly(FRAME_HEAD_BYTES);
  if (head === null) return null;
  const body = readExactly(readFrameHead(head).length);
  // Written by our own parent process.
  return body === null ? null : (JSON.parse(body.toString("utf8")) as Job);
}

function readExactly(length: number): Buffer | null {
  const bytes = Buffer.allocUnsafe(length);
  for (let read = 0; read < length; ) {
    const count = readSync(0, bytes, read, length - read, null);
    if (count === 0) return null;
    read += count;
  }
  return bytes;
}
