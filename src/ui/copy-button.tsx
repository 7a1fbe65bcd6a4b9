"use client";
import { useState } from "react";
import { useHasScripts } from "#ui/use-has-scripts.ts";

/** Copies the text of the element with the id `from`. Without a script it is not there: the text can still be selected. */
export function CopyButton({ from, label }: { readonly from: string; readonly label: string }) {
  const isAlive = useHasScripts();
  const [said, setSaid] = useState<string | null>(null);
  if (!isAlive) return null;
  const copy = async (): Promise<void> => {
    const text = document.getElementById(from)?.textContent ?? "";
    try {
      await navigator.clipboard.writeText(text);
      setSaid("Copied.");
    } catch {
      setSaid("The browser did not allow copying; select the text instead.");
    }
  };
  return (
    <span className="copy">
      <button type="button" onClick={() => void copy()}>
        {label}
      </button>{" "}
      <span role="status">{said}</span>
    </span>
  );
}
