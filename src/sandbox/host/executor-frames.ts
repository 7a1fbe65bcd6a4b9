/**
 * What parent and child say to each other: frames of a length (four bytes, little endian), a kind (one byte), a number
 * (four bytes) and bytes. Traces travel as they are. Nothing in a frame from the child is believed further than that.
 */
import type { PolicyRealmSettings } from "#sandbox/guest/policy-realm.ts";

export const FRAME_HEAD_BYTES = 9;
/** A frame from the child above this is no answer of ours: trace and note are far below. */
export const FRAME_LIMIT_BYTES = 64 * 1024 * 1024;

/** One letter each, so that a frame can be read in a dump. */
export const FRAME_KINDS = {
  /** To the child: a `Job` as JSON. */
  job: 0x4a,
  /** From the child: it is up and waits. */
  ready: 0x52,
  /** Realms are set up, scenarios begin; also after each new isolate in between. */
  begun: 0x42,
  /** The manifest as JSON text. */
  manifest: 0x4d,
  /** The world's definition is refused, with the reason. */
  worldRefused: 0x57,
  /** The policy does not compile, with the engine's reason. */
  policyRefused: 0x50,
  /** Scenario `number`: its trace. */
  trace: 0x54,
  /** The trace of a run in which the policy failed; a note about the failure comes in the next frame. */
  failedTrace: 0x55,
  note: 0x4e,
  difference: 0x44,
  tooLarge: 0x4c,
  timedOut: 0x4f,
  outOfMemory: 0x58,
  /** The job is done; `number` is how many isolates it took. */
  done: 0x45,
  /** The job cannot be done, and not by fault of the policy. */
  broken: 0x46,
} as const;
export type FrameKind = (typeof FRAME_KINDS)[keyof typeof FRAME_KINDS];

export interface Job {
  readonly worldScript: string;
  /** Null: describe the world. */
  readonly policyModule: string | null;
  /** JSON text of a `Program` each. */
  readonly programs: readonly string[];
  readonly seed: number;
  readonly fuelPerCall: number;
  readonly deadlineMs: number;
  readonly setUpDeadlineMs: number;
  readonly memoryMb: number;
  readonly traceBytes: number;
  readonly noteLength: number;
}
/** What the child takes from a manifest; everything else in it is for the service. */
export type HookSettings = Pick<PolicyRealmSettings, "hooks" | "capabilities">;

export interface FrameHead {
  /** Bytes after the head. */
  readonly length: number;
  readonly kind: number;
  readonly number: number;
}

/** Writes the first `FRAME_HEAD_BYTES` of a frame. */
export function writeFrameHead(frame: Buffer, { length, kind, number }: FrameHead): void {
  frame.writeUInt32LE(length, 0);
  frame.writeUInt8(kind, 4);
  frame.writeUInt32LE(number, 5);
}

export const readFrameHead = (frame: Buffer): FrameHead => ({
  length: frame.readUInt32LE(0),
  kind: frame.readUInt8(4),
  number: frame.readUInt32LE(5),
});
