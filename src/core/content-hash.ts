import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { canonicalJson, type Json } from "#core/canonical-json.ts";

/** How many hex digits links show. Any unique prefix of at least this many finds the cell. */
export const SHORT_HASH_LENGTH = 12;

/** SHA-256 over the canonical JSON, 64 lower-case hex digits. */
export const contentHash = (value: Json): string => bytesToHex(sha256(utf8ToBytes(canonicalJson(value))));

/** SHA-256 over the UTF-8 bytes of a text, 64 lower-case hex digits. */
export const textHash = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)));

export const shortHash = (hash: string): string => hash.slice(0, SHORT_HASH_LENGTH);
