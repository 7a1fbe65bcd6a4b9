import { inWords } from "#world-kit/outside-schema.ts";

/** A definition with more problems than this is shown the first ones. */
const MAX_PROBLEMS = 40;
const PRINTABLE = /^[\x20-\x7e]*$/;

/** Collects what is wrong with a definition, one sentence each. `where` is the path an author would look for. */
export class ProblemList {
  readonly sentences: string[] = [];

  add(where: string, sentence: string): void {
    if (this.sentences.length < MAX_PROBLEMS) this.sentences.push(`${where}: ${sentence}`);
  }

  /** Printable ASCII in one line, of 1 to `max` characters. */
  text(where: string, text: unknown, max: number): void {
    if (typeof text === "string" && text.length >= 1 && text.length <= max && PRINTABLE.test(text)) return;
    this.add(where, `${inWords(text)} is not printable ASCII in one line of 1 to ${max} characters`);
  }

  /** Some words, each of them once. */
  words(where: string, words: unknown, max: number): void {
    if (!Array.isArray(words) || words.length === 0) return this.add(where, "it needs at least one value");
    for (const word of words) this.text(where, word, 64);
    if (new Set(words).size !== words.length) this.add(where, "it names a value twice");
    if (words.length > max) this.add(where, `${words.length} values are more than ${max}`);
  }

  /** Whole numbers that hold at least one value; bounds as JSON and V8 handle them exactly. */
  range(where: string, min: unknown, max: unknown): void {
    if (!Number.isSafeInteger(min) || !Number.isSafeInteger(max)) this.add(where, "its bounds are whole numbers");
    else if (Number(min) > Number(max)) this.add(where, `there is no number from ${min} to ${max}`);
  }

  callable(where: string, value: unknown): void {
    if (typeof value !== "function") this.add(where, `${inWords(value)} is no function`);
  }
}
