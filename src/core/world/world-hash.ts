import { contentHash } from "#core/content-hash.ts";

/** Address of a version of a world: the hash of its source files, path to text. 64 hex digits. */
export const worldHash = (files: { readonly [path: string]: string }): string => contentHash({ files });
