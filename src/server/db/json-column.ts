import type { Prisma } from "#generated/prisma/client.ts";

/**
 * A value of the core on its way into a JSON column. Members that are `undefined` are left out, as in every JSON text;
 * the library's type would forbid them although it drops them too.
 */
export function toJsonColumn(value: object): Prisma.InputJsonValue {
  // Parsing what JSON wrote cannot give anything but JSON.
  return JSON.parse(JSON.stringify(value)) as Prisma.InputJsonValue;
}
