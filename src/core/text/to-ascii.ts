/**
 * Mails and terminals of maintainers are ASCII: letters are spelled out where there is a custom for it, everything else is
 * shown by its code point, so that nothing disappears silently.
 */
const SPELLED: Readonly<Record<string, string>> = {
  "\u00e4": "ae",
  "\u00f6": "oe",
  "\u00fc": "ue",
  "\u00c4": "Ae",
  "\u00d6": "Oe",
  "\u00dc": "Ue",
  "\u00df": "ss",
  "\u00e6": "ae",
  "\u00c6": "Ae",
  "\u00f8": "oe",
  "\u00d8": "Oe",
  "\u0153": "oe",
  "\u0142": "l",
  "\u0141": "L",
  "\u0131": "i",
  "\u00a0": " ",
  "\u202f": " ",
  "\u2010": "-",
  "\u2011": "-",
  "\u2012": "-",
  "\u2013": "-",
  "\u2014": "-",
  "\u2212": "-",
  "\u2018": "'",
  "\u2019": "'",
  "\u201c": '"',
  "\u201d": '"',
  "\u201e": '"',
  "\u2026": "...",
  "\u2022": "*",
  "\u00d7": "x",
  "\u00b5": "u",
  "\u03bc": "u",
  "\u2190": "<-",
  "\u2192": "->",
  "\u21d2": "=>",
  "\u2260": "!=",
  "\u2264": "<=",
  "\u2265": ">=",
};

/** Printable ASCII and line feeds; tabs stand for one blank. Idempotent. */
export function toAscii(text: string): string {
  if (/^[\n\x20-\x7e]*$/.test(text)) return text;
  return [...text.replaceAll("\r\n", "\n")].map(spell).join("");
}

function spell(character: string): string {
  if (character === "\n" || (character >= " " && character <= "~")) return character;
  if (character === "\t") return " ";
  const spelled = SPELLED[character];
  if (spelled !== undefined) return spelled;
  const base = character.normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
  if (base !== "" && /^[\x20-\x7e]+$/.test(base)) return base;
  const point = (character.codePointAt(0) ?? 0).toString(16);
  return point.length <= 4 ? `\\u${point.padStart(4, "0")}` : `\\u{${point}}`;
}
