/** Bounds of one scenario; far above what a reader can follow, far below what would hurt. */
export const SCENARIO_STEPS = 64;
export const SCENARIO_EXPECTATIONS = 64;
export const EXPECTATION_NESTING = 6;
export const SCENARIO_CITES = 32;
