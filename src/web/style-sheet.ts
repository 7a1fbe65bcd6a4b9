/** The style sheet at an address that names its content. Old pages name old content and get the current one. */
import { readFileSync } from "node:fs";
import { makeRendition, type Rendition } from "#web/rendition.ts";

const FILE = new URL("../ui/style.css", import.meta.url);
const ADDRESS = /^\/style-[A-Za-z0-9_-]{1,64}\.css$/;

export interface StyleSheet {
  /** Of the current content: `/style-<hash>.css`. */
  readonly address: string;
  readonly rendition: Rendition;
}

export function readStyleSheet(): StyleSheet {
  const rendition = makeRendition(readFileSync(FILE), "text/css; charset=utf-8");
  return { address: `/style-${rendition.tag.slice(0, 12)}.css`, rendition };
}

export const isStyleAddress = (pathname: string): boolean => ADDRESS.test(pathname);
