/**
 * What a page may load and run. Permanent pages run nothing at all; live pages run only scripts with the nonce of their
 * response. No page may be framed, load from another host, or post to one.
 */
export const PLAIN_HEADERS: readonly (readonly [string, string])[] = [
  ["X-Content-Type-Options", "nosniff"],
  ["Referrer-Policy", "no-referrer"],
  ["Cross-Origin-Opener-Policy", "same-origin"],
  ["X-Frame-Options", "DENY"],
];

const COMMON =
  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

export const STILL_POLICY = `${COMMON}; script-src 'none'`;

/** `nonce` in base64url, different for each response. */
export const livePolicy = (nonce: string): string =>
  `${COMMON}; connect-src 'self'; script-src 'self' 'nonce-${nonce}'`;

/** The development server evaluates code, writes style elements and talks over a web socket. */
export const DEVELOPMENT_POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; connect-src 'self' ws:";
