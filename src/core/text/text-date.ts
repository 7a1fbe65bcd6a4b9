/** `2026-11-22 14:03 UTC` from ISO 8601 in UTC; anything else is shown as it is. */
export function textDate(iso: string): string {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}).*Z$/.exec(iso);
  return match === null ? iso : `${match[1]} ${match[2]} UTC`;
}
