/** Every number that stops strangers' code, with where it comes from. Those of `SandboxLimits` are part of the engine. */
import type { SandboxLimits } from "#sandbox/sandbox.ts";

export const DEFAULT_LIMITS: SandboxLimits = {
  // Today's heaviest hook takes some hundred turns; 100,000 are spent in about 1 ms, so endless loops cost nothing.
  fuelPerCall: 100_000,
  // A scenario takes about 0.1 ms. Two seconds are never reached by honest code, even on a machine that is overloaded.
  deadlineMs: 2_000,
  // A world and a policy take 2 to 3 MB; below 8 MB V8 does not start.
  memoryMb: 64,
  // The largest trace of the shipped suites is about 20 KiB; 256 KiB keep a page readable and a report small.
  traceBytes: 256 * 1024,
  // The longest real policy is below 16 KiB; parsers get slow on nesting bombs from about 200 KiB on.
  sourceBytes: 64 * 1024,
};

/** All files of a world together: about ten times the largest one we know. */
export const WORLD_SOURCE_BYTES = 1024 * 1024;
export const WORLD_FILES = 64;

/** Nesting of syntax. Hand-written code stays below 30; parsers recurse on it. */
export const SYNTAX_DEPTH = 200;
/** Compiling takes 3 to 50 ms; text can be written on which compilers need minutes. Tried twice before it is refused. */
export const COMPILE_DEADLINE_MS = 4_000;
/** Refusals reported at once: more than a person fixes in one go helps nobody. */
export const PROBLEMS_SHOWN = 20;

/** Time for loading a world and a policy into an isolate: 10 ms warm; the rest is head-room for a busy machine. */
export const SET_UP_DEADLINE_MS = 10_000;
/** How long after the deadline inside the child the parent waits before it kills: the isolate's own stop is cheaper. */
export const KILL_GRACE_MS = 400;
/** Time for a child to start: 100 to 200 ms on an idle machine. */
export const CHILD_START_DEADLINE_MS = 20_000;

/** Resident memory of a child at which it is killed at once. It starts with 55 MB; memory limits of V8 miss some kinds. */
export const CHILD_RESIDENT_MB = 512;
/** How often resident memory is looked at. In 50 ms a child can grow by about 100 MB. */
export const RESIDENT_CHECK_MS = 50;
/**
 * The hard cap on a child's data. Measured on x64: Node reserves 560 MB of addresses, every isolate 515 MB, and a job has
 * up to two; what is left is for real growth.
 */
export const CHILD_DATA_BYTES = 2_200_000_000;
export const CHILD_OPEN_FILES = 64;
/** After so many jobs a child is replaced, so that what leaks in the engine never adds up. */
export const JOBS_PER_CHILD = 2_000;

/** Text about a failure that leaves the child: an error message and a stack of 20 frames fit. */
export const NOTE_LENGTH = 4_000;
/** Compiled worlds and policies kept in memory: one world and its proposals are about 20. */
export const COMPILED_KEPT = 128;
