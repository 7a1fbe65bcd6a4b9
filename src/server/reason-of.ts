/** One line for the log: the library for tables writes what it was asked first and what went wrong last. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.trim().split("\n").at(-1)?.trim() ?? "";
}
