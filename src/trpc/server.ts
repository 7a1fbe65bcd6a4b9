/** How pages ask: in the same process, through the same procedures as the browser. */
import "server-only";
import { createContext } from "#server/api/context.ts";
import { createCallerFactory } from "#server/api/procedure.ts";
import { appRouter } from "#server/api/router.ts";

/** `await caller.cell.get({ hash })`; a failure is thrown as a `TRPCError`. */
export const caller = createCallerFactory(appRouter)(createContext);
