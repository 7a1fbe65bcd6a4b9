/**
 * Every address of the service is built here and nowhere else, so that links cannot drift. The shapes are promised for
 * ever and held by a snapshot test. `<hash>` is 12 hex digits or more.
 */
import { shortHash } from "#core/content-hash.ts";

/** The twins of a page: HTML has no suffix. */
export type Twin = "html" | "txt" | "json";
const suffix = (twin: Twin): string => (twin === "html" ? "" : `.${twin}`);

export const permalink = {
  home: (twin: Twin = "html"): string => (twin === "html" ? "/" : `/index${suffix(twin)}`),
  decision: (slug: string, twin: Twin = "html"): string => `/d/${slug}${suffix(twin)}`,
  proposal: (decision: string, key: string, twin: Twin = "html"): string => `/d/${decision}/p/${key}${suffix(twin)}`,
  proposalVersion: (decision: string, key: string, version: number, twin: Twin = "html"): string =>
    `/d/${decision}/p/${key}/v${version}${suffix(twin)}`,
  scenario: (decision: string, slug: string, twin: Twin = "html"): string => `/d/${decision}/s/${slug}${suffix(twin)}`,
  cell: (hash: string, twin: Twin = "html"): string => `/c/${shortHash(hash)}${suffix(twin)}`,
  cellStep: (hash: string, step: number): string => `/c/${shortHash(hash)}#s${step}`,
  report: (hash: string, twin: Twin = "html"): string => `/r/${shortHash(hash)}${suffix(twin)}`,
  world: (name: string, twin: Twin = "html"): string => `/w/${name}${suffix(twin)}`,
} as const;
