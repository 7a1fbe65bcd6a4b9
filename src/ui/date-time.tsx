/** An ISO 8601 time as `2026-11-22 14:03 UTC`. */
export function DateTime({ iso }: { readonly iso: string }) {
  return <time dateTime={iso}>{`${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`}</time>;
}
