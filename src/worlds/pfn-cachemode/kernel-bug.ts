import type { PfnWorld } from "./state.ts";

/** BUG_ON: the kernel stops. The run goes on, but every later step answers `halted` and changes nothing. */
export const kernelBug = (w: PfnWorld, text: string): void => {
  if (w.state.halted) return;
  w.state.halted = true;
  w.warn("kernel-bug", `BUG: ${text}`);
};
