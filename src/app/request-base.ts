import { headers } from "next/headers";
import { PAGE_HEADER } from "#core/page-header.ts";

/** What stands before the path in absolute links, without a slash at the end. */
export const requestBase = async (): Promise<string> => (await headers()).get(PAGE_HEADER.base) ?? "";
