import type { StepDefinition } from "#world-kit/define-world.ts";
import type { Primitive } from "#world-kit/schema.ts";
import type { PfnWorld } from "./state.ts";

/** A step with its arguments typed by its author. After a BUG it answers `halted` and does nothing. */
export const defineStep = <Args>(
  definition: Omit<StepDefinition<PfnWorld>, "run"> & { readonly run: (w: PfnWorld, args: Args) => Primitive },
): StepDefinition<PfnWorld> => ({
  ...definition,
  run: (w, args) => (w.state.halted ? "halted" : definition.run(w, args)),
});
