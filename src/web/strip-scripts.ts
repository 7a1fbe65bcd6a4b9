const SCRIPT = /<script\b[^>]*>[\s\S]*?<\/script>/gi;
const SCRIPT_HINT = /<link\b[^>]*\b(?:as="script"|rel="modulepreload"|rel="expect")[^>]*\/?>/gi;
/** React's marks for later updates; without scripts nobody reads them. */
const MARKS = /<!--(?: |\/?\$[!?~]?|\/?&|html|head|body)?-->|<div hidden=""><\/div>/g;

/** A page as Next rendered it, without anything that runs or gets ready to run. */
export const stripScripts = (html: string): string =>
  html.replace(SCRIPT, "").replace(SCRIPT_HINT, "").replace(MARKS, "");
