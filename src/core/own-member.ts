/** A member of a record by a name that strangers chose: `constructor` and the like are not found. */
export const ownMember = <T>(record: { readonly [name: string]: T }, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;
