import { canonicalJson } from "#core/canonical-json.ts";

/** The JSON twin of a page: canonical on one line, so that equal pages are equal bytes. */
export const renderJson = (document: object): string => canonicalJson(JSON.parse(JSON.stringify(document)));
