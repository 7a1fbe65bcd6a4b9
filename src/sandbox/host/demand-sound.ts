import type { CompiledWorld } from "#sandbox/host/compile-world.ts";
import type { Gone } from "#sandbox/host/executor-child.ts";
import { FRAME_KINDS } from "#sandbox/host/executor-frames.ts";
import { placeInWorld } from "#sandbox/host/place-in-world.ts";
import { WorldRefused } from "#sandbox/sandbox.ts";

/** Throws for frames that tell of what no policy is to blame for: a world that cannot be used, or a fault of ours. */
export function demandSound(kind: number, body: Buffer, world: CompiledWorld): void {
  if (kind === FRAME_KINDS.worldRefused) throw new WorldRefused(placeInWorld(body.toString("utf8"), world));
  if (kind === FRAME_KINDS.broken) throw new Error(`the sandbox failed: ${body.toString("utf8")}`);
}

/** A child that was lost before its first scenario: no code of a policy had run, so it is the world that did it. */
export function lossWhileLoading(gone: Gone): WorldRefused {
  if (gone === "late") return new WorldRefused("The world does not finish loading.");
  if (gone === "memory") return new WorldRefused("The world needs too much memory to load.");
  return new WorldRefused("The world ends the process that loads it.");
}
