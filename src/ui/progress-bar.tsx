/** A bar; the words beside it say the same. */
export function ProgressBar(props: { readonly label: string; readonly done: number; readonly total: number }) {
  return <progress aria-label={props.label} max={props.total} value={props.done} />;
}
