import { shortHash } from "#core/content-hash.ts";

/** Number of a version that nobody published: files that somebody ran on their own machine. */
export const UNPUBLISHED = 0;

/** `v3`; an unpublished version is named by its hash. */
export const versionWords = (version: number, hash: string): string =>
  version === UNPUBLISHED ? shortHash(hash) : `v${version}`;
