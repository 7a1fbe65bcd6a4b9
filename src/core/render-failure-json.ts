import type { Failure } from "#core/error-code.ts";
import { renderJson } from "#core/render-json.ts";

/** `{ "error": { code, sentence, problems?, candidates? } }` */
export const renderFailureJson = (failure: Failure): string => renderJson({ error: failure });
