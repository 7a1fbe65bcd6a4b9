import { useSyncExternalStore } from "react";

const never = () => () => {};

/** False in what the server renders, true as soon as scripts run: for what only makes sense with them. */
export const useHasScripts = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
