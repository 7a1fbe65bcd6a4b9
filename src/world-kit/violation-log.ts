import type { Violation } from "#world-kit/define-world.ts";
import type { LooseInvariant, RunningWorld } from "#world-kit/loose-world.ts";
import type { RunControl } from "#world-kit/run-control.ts";
import { quoted } from "#world-kit/trace-text.ts";

/** Which violations are there. One is known by everything it says: a text that changes is a new violation. */
export class ViolationLog {
  private readonly invariants: readonly (readonly [id: string, invariant: LooseInvariant])[];
  private readonly control: RunControl;
  private present = new Set<string>();
  /** JSON text of the list of those that the last look found and the one before it did not. */
  appearedJson = "[]";
  /** How many of those before the last look were gone. */
  cleared = 0;

  constructor(invariants: { readonly [id: string]: LooseInvariant }, control: RunControl) {
    this.invariants = Object.entries(invariants);
    this.control = control;
  }

  begin(): void {
    if (this.present.size > 0) this.present = new Set();
    this.skip();
  }

  /** For a step after which nothing can differ. */
  skip(): void {
    this.appearedJson = "[]";
    this.cleared = 0;
  }

  /** Throws what an invariant throws; the run ends as a fault of the world. */
  look(world: RunningWorld): void {
    const { control, present } = this;
    let now: Set<string> | null = null;
    let appeared = "";
    let kept = 0;
    for (const [id, invariant] of this.invariants) {
      control.looking = id;
      const violations = invariant.check(world);
      for (const violation of violations) {
        now ??= new Set();
        const text = violationJson(id, violation);
        if (text === null) {
          control.looking = null;
          return control.fault(`invariant ${id} reported something that is no violation`);
        }
        if (now.has(text)) continue;
        now.add(text);
        if (present.has(text)) kept++;
        else appeared += appeared === "" ? text : `,${text}`;
      }
    }
    control.looking = null;
    this.appearedJson = `[${appeared}]`;
    this.cleared = present.size - kept;
    if (now !== null) this.present = now;
    else if (present.size > 0) this.present = new Set();
  }
}

function violationJson(id: string, { entity, index, severity, text }: Violation): string | null {
  const sound =
    typeof entity === "string" &&
    Number.isInteger(index) &&
    typeof text === "string" &&
    (severity === "error" || severity === "warning" || severity === "info");
  if (!sound) return null;
  const where = `"entity":${quoted(entity)},"index":${index}`;
  return `{"invariant":${quoted(id)},${where},"severity":"${severity}","text":${quoted(text)}}`;
}
