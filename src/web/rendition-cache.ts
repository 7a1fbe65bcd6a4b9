import type { Rendition } from "#web/rendition.ts";

/** Two compressed forms and the body itself are counted as this many bodies. */
const FORMS = 1.5;

/**
 * The renditions used last, up to a number of bytes. Only what can be made again may be kept here: losing all of it costs
 * time and nothing else.
 */
export class RenditionCache {
  readonly #kept = new Map<string, Rendition>();
  readonly #maxBytes: number;
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get(key: string): Rendition | undefined {
    const found = this.#kept.get(key);
    if (found === undefined) return undefined;
    // A map keeps the order of insertion: what was used last goes to the end.
    this.#kept.delete(key);
    this.#kept.set(key, found);
    return found;
  }

  set(key: string, rendition: Rendition): void {
    this.delete(key);
    this.#kept.set(key, rendition);
    this.#bytes += weigh(key, rendition);
    for (const [oldest] of this.#kept) {
      if (this.#bytes <= this.#maxBytes) return;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    const found = this.#kept.get(key);
    if (found === undefined) return;
    this.#kept.delete(key);
    this.#bytes -= weigh(key, found);
  }
}

const weigh = (key: string, rendition: Rendition): number => rendition.body.length * FORMS + key.length * 2;
