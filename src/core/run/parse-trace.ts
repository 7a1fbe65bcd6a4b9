import { fail, ok, type Result } from "#core/result.ts";
import { Trace } from "#core/run/trace.ts";

/** The bytes come from next to strangers' code: nothing in them is believed before this. The error is for operators. */
export function parseTrace(text: string): Result<Trace, string> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return fail("not JSON");
  }
  const parsed = Trace.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues[0];
  return fail(`${issue?.path.join(".") ?? ""}: ${issue?.message ?? "refused"}`);
}
