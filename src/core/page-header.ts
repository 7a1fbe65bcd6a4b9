/**
 * Headers by which the front server tells a page what only the process knows. It sets them itself on every request that it
 * passes on, so that a reader's headers of these names are never believed.
 */
export const PAGE_HEADER = {
  /** Address of the style sheet. */
  style: "x-bakeoff-style",
  /** What stands before the path in absolute links, without a slash at the end. */
  base: "x-bakeoff-base",
} as const;
