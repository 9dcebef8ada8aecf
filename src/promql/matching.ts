import type { Refusal } from '../model/refusal.ts';
import type { LabelsIn, Quantity } from '../model/vector.ts';
import type { NameOf, NeedsSeries, Series, Total } from './vector.ts';

/** How the series of two vectors find each other; `group` names the side with many series to one. */
export interface Match {
  /** Only these labels must be equal. */
  readonly on?: readonly string[];
  /** All labels but these must be equal. */
  readonly ignoring?: readonly string[];
  readonly group?: 'left' | 'right';
  /** Labels of the one side that its many matches get. */
  readonly include?: readonly string[];
}

/** The labels of a side. */
export type Has<Side> = LabelsIn<Side>;
type Name<Of> = Extract<keyof Of, string>;
/** No labels. */
export type None = readonly never[];
/** The labels listed under a key of a match. */
export type Listed<Given, Key extends string> = Given extends {
  readonly [Found in Key]: readonly (infer Label)[];
}
  ? Label
  : never;

/**
 * Refuses a list whose length is not known, such as one of type `('a' | 'b')[]`: it may lack a label that the result would
 * claim to have.
 */
export type WrittenOut<Names extends readonly unknown[], Key extends string> = number extends Names['length']
  ? [Names[number]] extends [never]
    ? unknown
    : NotWrittenOut<Key>
  : unknown;
type NotWrittenOut<Key extends string> =
  Refusal<`write the labels out where they are used, as in { ${Key}: ['a', 'b'] }: the compiler reads them one by one`>;
/** The lists of a match that are not written out; none in most. */
type Vague<By> = {
  readonly [Key in keyof By]: By[Key] extends readonly (infer Name)[]
    ? [Name] extends [never]
      ? never
      : number extends By[Key]['length']
        ? Key & string
        : never
    : never;
}[keyof By];
/** The labels by which series are matched. */
export type Key<Left, Right, By> = By extends { readonly on: infer On extends readonly string[] }
  ? On[number]
  : Exclude<Name<Has<Left>> | Name<Has<Right>>, Listed<By, 'ignoring'>>;

/** Refuses what cannot stand in an operation at all: a histogram, two numbers, a total that was never rated. */
export type Takes<Verb extends string, Side, Other> = NeedsSeries<
  Verb,
  Side,
  [Side] extends [Series]
    ? [Extract<Side['sample'], Total>] extends [never]
      ? [Extract<Side['sample'], 'buckets'>] extends [never]
        ? unknown
        : Refusal<`${Verb}() of buckets means nothing: take histogramQuantile() of them, or pick one with where(x.bucket, { le: ... }) before the rate`>
      : Refusal<`${Verb}() needs a value, and ${NameOf<Extract<Side, { readonly sample: Total }>>} is a counter, a total since its process started: rate() or increase() it first`>
    : [Other] extends [Series]
      ? [Verb, Side] extends ['multiply' | 'divide', Quantity<never>]
        ? Refusal<`${Verb}() by a quantity would need a unit of its own: write a bare number, and say the unit of the result with asUnit()`>
        : unknown
      : Refusal<`${Verb}() needs a vector on one side: two numbers can be computed in TypeScript`>
>;

/** Refuses a match that can never be one to one, and says which side is many. */
export type Joins<Verb extends string, Left, Right, By, Many extends boolean = false> = [
  Left,
  Right,
] extends [Series, Series]
  ? By extends { readonly on: readonly (infer On)[] }
    ? [Exclude<On, Common<Left, Right>>] extends [never]
      ? Groups<Verb, Left, Right, By, Many>
      : Refusal<
          `${Verb}() cannot match on '${Exclude<On, Common<Left, Right>> & string}', which is not a label of both sides: choose one of`,
          Common<Left, Right>
        >
    : [Exclude<Listed<By, 'ignoring'>, Name<Has<Left>> | Name<Has<Right>>>] extends [never]
      ? [Exclude<Key<Left, Right, By>, Common<Left, Right>>] extends [never]
        ? Groups<Verb, Left, Right, By, Many>
        : Refusal<
            `${Verb}() cannot match series whose labels differ: aggregate both by the same, or match with { on: [...] } or { ignoring: [...] }; only one side has`,
            Exclude<Key<Left, Right, By>, Common<Left, Right>>
          >
      : Refusal<
          `${Verb}() cannot ignore '${Exclude<Listed<By, 'ignoring'>, Name<Has<Left>> | Name<Has<Right>>> & string}', which neither side has: choose one of`,
          Name<Has<Left>> | Name<Has<Right>>
        >
  : unknown;
type Common<Left, Right> = Name<Has<Left>> & Name<Has<Right>>;

type Groups<Verb extends string, Left, Right, By, Many extends boolean> = Many extends true
  ? Extract<keyof By, 'group' | 'include'> extends never
    ? unknown
    : Refusal<`${Verb}() takes no group and no include: it compares sets of series`>
  : Sided<
      Verb,
      Exclude<Name<Has<Left>>, Key<Left, Right, By>>,
      Exclude<Name<Has<Right>>, Key<Left, Right, By>>,
      By,
      Name<Has<Left>>,
      Name<Has<Right>>
    >;

type Sided<Verb extends string, MoreLeft, MoreRight, By, OfLeft, OfRight> = By extends {
  readonly group: 'left';
}
  ? // An included label does not make the one side many: the author vouches for it, as with the labels of an info metric.
    [Exclude<MoreRight, Listed<By, 'include'>>] extends [never]
    ? Includes<Verb, By, 'right', OfRight>
    : Refusal<
        `${Verb}() with group: 'left' allows one series on the right: aggregate away, or include, its`,
        Exclude<MoreRight, Listed<By, 'include'>>
      >
  : By extends { readonly group: 'right' }
    ? [Exclude<MoreLeft, Listed<By, 'include'>>] extends [never]
      ? Includes<Verb, By, 'left', OfLeft>
      : Refusal<
          `${Verb}() with group: 'right' allows one series on the left: aggregate away, or include, its`,
          Exclude<MoreLeft, Listed<By, 'include'>>
        >
    : [MoreLeft] extends [never]
      ? [MoreRight] extends [never]
        ? By extends { readonly include: readonly unknown[] }
          ? Refusal<`${Verb}() includes labels of the one side into the many: say group: 'left' or group: 'right' for the side with many series`>
          : unknown
        : Refusal<
            `${Verb}() meets many series on the right: say group: 'right', or aggregate away`,
            MoreRight
          >
      : Refusal<`${Verb}() meets many series on the left: say group: 'left', or aggregate away`, MoreLeft>;

type Includes<Verb extends string, By, Side extends string, There> = [
  Exclude<Listed<By, 'include'>, There>,
] extends [never]
  ? unknown
  : Refusal<
      `${Verb}() cannot include '${Exclude<Listed<By, 'include'>, There> & string}', which the ${Side} side does not have: choose one of`,
      There
    >;

/** Refuses an option that no match has, which a spread or a slip would bring in unseen. */
export type Options<Verb extends string, By, Known extends string = never> = [
  Exclude<keyof By, 'on' | 'ignoring' | 'group' | 'include' | Known>,
] extends [never]
  ? [By] extends [{ readonly on: unknown; readonly ignoring: unknown }]
    ? Refusal<`${Verb}() matches either on labels or ignoring labels, not both`>
    : [Vague<By>] extends [never]
      ? unknown
      : NotWrittenOut<Vague<By>>
  : Refusal<`${Verb}() has no option '${Exclude<keyof By, 'on' | 'ignoring' | 'group' | 'include' | Known> & string}': a match has on or ignoring, and group, include`>;
