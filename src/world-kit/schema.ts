/**
 * The types a world declares its state with. Every one is bounded, so that a state has a fixed packed size: exploration
 * needs that for speed, and hashing needs it for canonical bytes. Authors read and write plain objects of these shapes.
 */
export type Primitive = string | number | boolean | null;

export interface BoolType {
  readonly kind: "bool";
}
export interface EnumType<V extends string = string> {
  readonly kind: "enum";
  readonly values: readonly V[];
}
/** Whole numbers from `min` to `max`, both included; the range must fit into 31 bits. */
export interface IntType {
  readonly kind: "int";
  readonly min: number;
  readonly max: number;
}
export interface ArrayType<T extends StateType = StateType> {
  readonly kind: "array";
  readonly length: number;
  readonly of: T;
}
/** At most `max` items. The order counts: two lists with the same items in another order are different states. */
export interface ListType<T extends StateType = StateType> {
  readonly kind: "list";
  readonly max: number;
  readonly of: T;
}
export interface OptionalType<T extends RecordType = RecordType> {
  readonly kind: "optional";
  readonly of: T;
}
export interface RecordType<F extends RecordFields = RecordFields> {
  readonly kind: "record";
  readonly fields: F;
}
export interface RecordFields {
  readonly [field: string]: StateType;
}
export type StateType = BoolType | EnumType | IntType | ArrayType | ListType | OptionalType | RecordType;

/** The plain, mutable object a schema describes. */
export type Static<T> =
  T extends EnumType<infer V>
    ? V
    : T extends BoolType
      ? boolean
      : T extends IntType
        ? number
        : T extends ArrayType<infer E>
          ? Static<E>[]
          : T extends ListType<infer E>
            ? Static<E>[]
            : T extends OptionalType<infer R>
              ? Static<R> | null
              : T extends RecordType<infer F>
                ? { -readonly [K in keyof F]: Static<F[K]> }
                : never;

export const bool = (): BoolType => ({ kind: "bool" });
export const oneOf = <const V extends readonly string[]>(...values: V): EnumType<V[number]> => ({
  kind: "enum",
  values,
});
export const int = (min: number, max: number): IntType => ({ kind: "int", min, max });
export const array = <T extends StateType>(length: number, of: T): ArrayType<T> => ({ kind: "array", length, of });
export const list = <T extends StateType>(max: number, of: T): ListType<T> => ({ kind: "list", max, of });
export const optional = <T extends RecordType>(of: T): OptionalType<T> => ({ kind: "optional", of });
export const record = <F extends RecordFields>(fields: F): RecordType<F> => ({ kind: "record", fields });
