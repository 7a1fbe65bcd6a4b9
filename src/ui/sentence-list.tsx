/** Sentences as a list; `none` is said where there are none. */
export function SentenceList({ sentences, none }: { readonly sentences: readonly string[]; readonly none: string }) {
  if (sentences.length === 0) return <p>{none}</p>;
  return (
    <ul className="sentences">
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}
