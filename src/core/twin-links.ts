/** Absolute addresses of a page's twins. `base` is the service's address without a slash at its end. */
import type { Twin } from "#core/permalink.ts";

export interface TwinLinks {
  readonly html: string;
  readonly text: string;
  readonly json: string;
}
export const twinLinks = (base: string, address: (twin: Twin) => string): TwinLinks => ({
  html: base + address("html"),
  text: base + address("txt"),
  json: base + address("json"),
});
