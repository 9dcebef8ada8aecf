import type { Refusal } from '../model/refusal.ts';
import type { LabelsOf, Vector } from '../model/vector.ts';

type Trim<Text extends string> = Text extends ` ${infer Rest}`
  ? Trim<Rest>
  : Text extends `${infer Rest} `
    ? Trim<Rest>
    : Text;
/** The labels that a legend `{{ label }}` names. */
type InLegend<Text extends string> = Text extends `${string}{{${infer Name}}}${infer Rest}`
  ? Trim<Name> | InLegend<Rest>
  : never;
/** The labels that an annotation `{{ $labels.label }}` names, several in one action included. */
type InTemplate<Text extends string> = Text extends `${string}$labels.${infer Rest}`
  ? Until<Until<Until<Until<Rest, '}'>, ' '>, ')'>, '|'> | InTemplate<Rest>
  : never;
type Until<Text extends string, Stop extends string> = Text extends `${infer Head}${Stop}${string}`
  ? Head
  : Text;

type Carries<Query extends Vector, Name extends string, What extends string> = [
  Exclude<Name, keyof LabelsOf<Query>>,
] extends [never]
  ? unknown
  : Refusal<
      `the ${What} names the label '${Exclude<Name, keyof LabelsOf<Query>>}', which the query does not leave: keep it in the aggregation, or choose one of`,
      keyof LabelsOf<Query>
    >;

/** Refuses a legend that names a label which the query does not leave. */
export type Legend<Query extends Vector, Text extends string> = Carries<Query, InLegend<Text>, 'legend'>;
/** Refuses an annotation that names a label which the query does not leave. */
export type Template<Query extends Vector, Text extends string> = Carries<
  Query,
  InTemplate<Text>,
  'annotation'
>;
