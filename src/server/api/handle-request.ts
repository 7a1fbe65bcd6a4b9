import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { createContext } from "#server/api/context.ts";
import { appRouter } from "#server/api/router.ts";

export const API_PATH = "/api/trpc";

/** Every call from a browser: queries as JSON, subscriptions as a stream of events. */
export const handleRequest = (request: Request): Promise<Response> =>
  fetchRequestHandler({ endpoint: API_PATH, req: request, router: appRouter, createContext });
