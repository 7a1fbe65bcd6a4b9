/**
 * Names everything of ours that determines a cell: compiler, fuel, realms, runner, world kit, judge, and the V8 line whose
 * stack depth, sort and number printing they rely on. Any change that could change one byte of one trace or one verdict
 * gets a new number; `tests/architecture/engine-version.test.ts` notices when the sources moved and the number did not.
 */
export const ENGINE_NUMBER = 1;
export const ENGINE_V8 = "13.6";
export const ENGINE_VERSION = `${ENGINE_NUMBER}-v8.${ENGINE_V8}`;
/** Every shipped scenario runs with this seed; the world kit has no other source of chance. */
export const DEFAULT_SEED = 0;
