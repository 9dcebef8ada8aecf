import type { FieldAt, FieldKind, FieldPath } from '../../model/log.ts';
import type { Refusal } from '../../model/refusal.ts';

/** How the field at a path is stored. */
export type KindAt<Fields, Path extends string> =
  FieldAt<Fields, Path> extends { readonly kind: infer Kind } ? Kind : never;

/** Every path to a field of some kinds. */
export type FieldsOf<Fields, Kind> = {
  [Path in FieldPath<Fields>]: KindAt<Fields, Path> extends Kind ? Path : never;
}[FieldPath<Fields>];

/** Any other text: it is taken, so that the answer can be a sentence, and so that an editor offers what would be right. */
export type Other = string & Record<never, never>;

/** A field that can be counted by its values. */
export type Whole = 'boolean' | 'double' | 'keyword' | 'long';
/** A field that can be reckoned with. */
export type Numeric = 'double' | 'long';

/** What a kind is called in a sentence. */
export type KindWord<Kind> = Kind extends 'keyword'
  ? 'a keyword'
  : Kind extends Numeric
    ? 'a number'
    : Kind extends 'text'
      ? 'text, searched word by word'
      : Kind extends 'date'
        ? 'a date'
        : 'yes or no';

/** What a function works on. */
type WantedWord<Kind> = [Kind] extends [Numeric]
  ? 'a number'
  : ['long'] extends [Kind]
    ? 'whole values'
    : ['keyword'] extends [Kind]
      ? ['text'] extends [Kind]
        ? 'words'
        : 'a keyword'
      : 'text';

/** Refuses a field that no event of the view has. Paths are written out: the name of a type would tell nobody what there is. */
export type Known<Fields, Path extends string> =
  Path extends FieldPath<Fields>
    ? unknown
    : Refusal<
        `no event of this view has a field '${Path}': choose one of`,
        { [Each in FieldPath<Fields>]: Each }[FieldPath<Fields>]
      >;

/** Refuses a field of another kind than the function works on; `Way` is the way out. */
export type Needs<
  Verb extends string,
  Fields,
  Path extends string,
  Kind extends FieldKind,
  Way extends string,
> =
  Path extends FieldsOf<Fields, Kind>
    ? unknown
    : Path extends FieldPath<Fields>
      ? Refusal<`${Verb}() needs ${WantedWord<Kind>}, and ${Path} is ${KindWord<KindAt<Fields, Path>>}: ${Way}`>
      : Known<Fields, Path>;

type ValueOf<Field> = Field extends { readonly sample: infer Value }
  ? Value extends readonly (infer Each)[]
    ? Each
    : Value
  : never;

/** What a field holds; of a list, what each of its entries is. */
export type ValueAt<Fields, Path extends string> = ValueOf<FieldAt<Fields, Path>>;

/** Refuses a value that the field cannot hold. One value at a time: of several, a right one would hide a wrong one. */
export type Fits<Fields, Path extends string, Value> =
  Path extends FieldPath<Fields>
    ? Value extends ValueAt<Fields, Path>
      ? unknown
      : ValueAt<Fields, Path> extends number
        ? Refusal<`${Path} holds numbers: write the value without quotes`>
        : ValueAt<Fields, Path> extends boolean
          ? Refusal<`${Path} holds yes or no: write true or false`>
          : Value extends string
            ? Refusal<
                `${Path} is one of a closed set, and '${Value}' is not in it: choose one of`,
                ValueAt<Fields, Path>
              >
            : Refusal<`${Path} is ${KindWord<KindAt<Fields, Path>>}: write the value in quotes`>
    : unknown;
