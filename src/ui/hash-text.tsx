/** A hash in full; it may break anywhere, and one click selects it. */
export function HashText({ hash }: { readonly hash: string }) {
  return <code className="hash">{hash}</code>;
}
