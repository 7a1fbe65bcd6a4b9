import type { Context } from "#server/api/procedure.ts";
import { service } from "#server/service.ts";

export const createContext = (): Context => ({ service: service() });
