import { QueryClient } from "@tanstack/react-query";

/** What was rendered on the server is not asked for again at once. */
const STALE_MS = 30_000;

export const createQueryClient = (): QueryClient =>
  new QueryClient({ defaultOptions: { queries: { staleTime: STALE_MS } } });
