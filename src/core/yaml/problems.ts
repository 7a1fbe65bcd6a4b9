import type { Failure, InputProblem } from "#core/error-code.ts";
import { nearestName } from "#core/text/nearest-name.ts";
import type { Place } from "#core/yaml/located.ts";

/** More are counted, not listed. */
const LISTED_PROBLEMS = 50;

/** Collects everything that is wrong with one text; the same sentence about the same place counts once. */
export class Problems {
  readonly #file: string;
  readonly #found = new Map<string, InputProblem>();

  constructor(file: string) {
    this.#file = file;
  }

  add(place: Place, message: string): void {
    const { line, column } = place;
    const key = `${line}:${column}:${message}`;
    if (!this.#found.has(key)) this.#found.set(key, { file: this.#file, line, column, message });
  }

  /** `unknown step "falt"; did you mean fault? Steps: fault, mmap.` */
  unknown(place: Place, what: string, written: string, known: readonly string[]): void {
    const nearest = nearestName(written, known);
    const hint = nearest === null ? "" : `; did you mean ${nearest}?`;
    const listed = known.length === 0 ? "none is allowed here" : `allowed: ${known.join(", ")}`;
    this.add(place, `unknown ${what} "${written}"${hint === "" ? ";" : hint} ${listed}`);
  }

  get count(): number {
    return this.#found.size;
  }

  /** In the order of the text. */
  list(): readonly InputProblem[] {
    return [...this.#found.values()].sort((a, b) => a.line - b.line || a.column - b.column);
  }

  toFailure(): Failure {
    const all = this.list();
    const listed = all.slice(0, LISTED_PROBLEMS);
    const [first] = listed;
    const where =
      first === undefined ? "" : `${first.file} line ${first.line}, column ${first.column}: ${first.message}`;
    const more = all.length - 1;
    return {
      code: "INPUT_INVALID",
      sentence: `${where}.${more > 0 ? ` ${more} more problem${more === 1 ? "" : "s"}.` : ""}`,
      problems: listed,
    };
  }
}
