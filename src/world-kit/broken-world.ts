/** A definition of a world that breaks rules of the kit. Each problem is one sentence for the world's author. */
export class BrokenWorld extends Error {
  override readonly name = "BrokenWorld";
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.problems = problems;
  }
}
