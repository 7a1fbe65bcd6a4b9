import { quoted } from "#world-kit/trace-text.ts";

/** What one step added to each metric. */
export class MetricCounters {
  private readonly places = new Map<string, number>();
  private readonly added: number[] = [];
  private touched = false;

  constructor(metrics: readonly string[]) {
    for (const metric of metrics) {
      this.places.set(metric, this.added.length);
      this.added.push(0);
    }
  }

  begin(): void {
    if (this.touched) this.added.fill(0);
    this.touched = false;
  }

  /** False for a metric that is not declared, or an amount that is no whole number. */
  add(metric: string, by: number): boolean {
    const place = this.places.get(metric);
    if (place === undefined || !Number.isSafeInteger(by)) return false;
    this.touched = true;
    this.added[place] = (this.added[place] ?? 0) + by;
    return true;
  }

  /** In declared order, without those that are 0. */
  json(): string {
    if (!this.touched) return "{}";
    let text = "";
    for (const [metric, place] of this.places) {
      const added = this.added[place] ?? 0;
      if (added !== 0) text += `${text === "" ? "" : ","}${quoted(metric)}:${added}`;
    }
    return `{${text}}`;
  }
}
