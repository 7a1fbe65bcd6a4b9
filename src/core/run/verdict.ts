/** What an outcome means. Words are fixed: they stand in links and mails. */
import { z } from "zod";

/**
 * PASS no violation found in this scenario; PASS* only because something warned; FAIL; REFU the interface declined by
 * design and the scenario accepts that; N/A the question is void under this configuration; ERR the policy threw, was
 * refused statically or ran out of fuel, stack or memory; TIME it was stopped by the deadline; NONDET two runs differed.
 */
export const Verdict = z.enum(["PASS", "PASS*", "FAIL", "REFU", "N/A", "ERR", "TIME", "NONDET"]);
export type Verdict = z.infer<typeof Verdict>;

export const ExpectationJudgement = z.strictObject({
  /** The expectation in words, as the page shows it. */
  text: z.string(),
  met: z.boolean(),
  /** What made it hold. `warning` and `refusal`: it holds only thanks to those. */
  via: z.enum(["plain", "warning", "refusal"]),
  /** The first step (from 1) that decided it, where there is one. */
  step: z.int().nullable(),
  expected: z.string(),
  got: z.string(),
});
export type ExpectationJudgement = z.infer<typeof ExpectationJudgement>;

/** One reading of one outcome: the default one, or that of a stance. */
export const Judgement = z.strictObject({
  verdict: Verdict,
  /** The step (from 1) at which the verdict was decided; null where no step decided it. */
  step: z.int().nullable(),
  /** In words, from the trace: one to three sentences, ASCII. */
  reason: z.string(),
  expectations: z.array(ExpectationJudgement),
});
export type Judgement = z.infer<typeof Judgement>;

/** `default`, and one for each stance the scenario declares. */
export const Judgements = z.strictObject({
  default: Judgement,
  stances: z.record(z.string(), Judgement),
});
export type Judgements = z.infer<typeof Judgements>;
