import type { LabelSpecs, Labels } from '../model/label.ts';
import type { Matching, Node, Operator } from '../model/node.ts';
import type { Refusal } from '../model/refusal.ts';
import type { Unit } from '../model/unit.ts';
import type { LabelsOf, Quantity, Scalar, Vector, Where, WhereOf } from '../model/vector.ts';
import { drop, keep, vector } from './vector.ts';

/** What stands on a side of an operator. A bare number is fine where no unit is meant. */
export type Operand = Vector | Scalar | Quantity<never> | number;

/** How the series of two vectors find each other; `group` names the side with many series to one. */
export type Match =
  | {
      readonly on: readonly string[];
      readonly group?: 'left' | 'right';
      readonly include?: readonly string[];
    }
  | {
      readonly ignoring: readonly string[];
      readonly group?: 'left' | 'right';
      readonly include?: readonly string[];
    };

export type Has<Side> = Side extends Vector ? LabelsOf<Side> : never;
export type InOf<Side> = Side extends Vector ? WhereOf<Side> : never;
type Name<Of> = Extract<keyof Of, string>;
export type None = readonly never[];
export type Listed<Given, Key extends string> = Given extends {
  readonly [Found in Key]: readonly (infer Label)[];
}
  ? Label
  : never;

// ---- units ------------------------------------------------------------------------------------------------------

/** Units in which a bare number says what it means. Zero is zero in every unit. */
type Bare = 'count' | 'count/s' | 'score' | 'state';
export type Written<Of> = Of extends Vector | Scalar ? Of['unit'] : never;

/** The unit that an operation keeps. */
export type Kept<Left, Right> = [Left] extends [Vector | Scalar] ? Written<Left> : Written<Right>;

/** Refuses two sides whose units differ: seconds beside bytes, a share beside a bare 5. */
export type SameUnit<Verb extends string, Left, Right> = [Left] extends [Vector | Scalar]
  ? [Right] extends [Vector | Scalar]
    ? [Left['unit'], Right['unit']] extends [Right['unit'], Left['unit']] | ['timestamp', 'seconds']
      ? unknown
      : Refusal<`${Verb}() of ${Left['unit']} and ${Right['unit']} means nothing: convert one side, or say the unit with asUnit()`>
    : [Right] extends [number]
      ? [Left['unit']] extends [Bare]
        ? unknown
        : [Right] extends [0]
          ? unknown
          : Refusal<`${Verb}() of ${Left['unit']} and a bare number hides the unit: write ms(200), percent(5), bytes(1024) or alike`>
      : [Right] extends [Quantity<Left['unit']>]
        ? unknown
        : Refusal<
            `${Verb}() of ${Left['unit']} and a quantity in another unit means nothing: write it in`,
            Left['unit']
          >
  : [Right] extends [Vector]
    ? SameUnit<Verb, Right, Left>
    : Refusal<`${Verb}() needs a vector on one side: two numbers can be computed in TypeScript`>;

// ---- labels -----------------------------------------------------------------------------------------------------

/** The labels by which series are matched. */
type Key<Left, Right, By> = By extends { readonly on: infer On extends readonly string[] }
  ? On[number]
  : Exclude<Name<Has<Left>> | Name<Has<Right>>, Listed<By, 'ignoring'>>;

/** Refuses a match that can never be one to one, and says which side is many. */
export type Joins<Verb extends string, Left, Right, By, Many extends boolean = false> = [
  Left,
  Right,
] extends [Vector, Vector]
  ? [Exclude<Key<Left, Right, By>, Name<Has<Left>> & Name<Has<Right>>>] extends [never]
    ? Many extends true
      ? unknown
      : Sided<
          Verb,
          Exclude<Name<Has<Left>>, Key<Left, Right, By>>,
          Exclude<Name<Has<Right>>, Key<Left, Right, By>>,
          By
        >
    : Refusal<
        `${Verb}() cannot match series by a label that one side does not have: aggregate, or match with { on: [...] } or { ignoring: [...] }; not on both sides`,
        Exclude<Key<Left, Right, By>, Name<Has<Left>> & Name<Has<Right>>>
      >
  : unknown;

type Sided<Verb extends string, MoreLeft, MoreRight, By> = By extends { readonly group: 'left' }
  ? [MoreRight] extends [never]
    ? unknown
    : Refusal<`${Verb}() with group: 'left' allows one series on the right, which still has`, MoreRight>
  : By extends { readonly group: 'right' }
    ? [MoreLeft] extends [never]
      ? unknown
      : Refusal<`${Verb}() with group: 'right' allows one series on the left, which still has`, MoreLeft>
    : [MoreLeft] extends [never]
      ? [MoreRight] extends [never]
        ? unknown
        : Refusal<
            `${Verb}() meets many series on the right: say group: 'right', or aggregate away`,
            MoreRight
          >
      : Refusal<`${Verb}() meets many series on the left: say group: 'left', or aggregate away`, MoreLeft>;

/** The labels of the result, as Prometheus leaves them. */
type Joined<Left, Right, By> = [Left] extends [Vector]
  ? [Right] extends [Vector]
    ? By extends { readonly group: 'left' }
      ? Has<Left> & Pick<Has<Right>, Listed<By, 'include'> & keyof Has<Right>>
      : By extends { readonly group: 'right' }
        ? Has<Right> & Pick<Has<Left>, Listed<By, 'include'> & keyof Has<Left>>
        : Pick<Has<Left>, Key<Left, Right, By> & keyof Has<Left>>
    : Has<Left>
  : Has<Right>;

/** Conditional, because an intersection with `Labels` would make every label known. */
type AsLabels<Of> = Of extends Labels ? Of : never;

export type Answer<Left, Right, By, Of extends Unit> = Vector<
  AsLabels<Joined<Left, Right, By>>,
  Of,
  (InOf<Left> | InOf<Right>) & Where,
  'gauge'
>;

export const isVector = (side: unknown): side is Vector =>
  typeof side === 'object' && side !== null && 'node' in side;
const isScalar = (side: unknown): side is Scalar =>
  typeof side === 'object' && side !== null && 'scalar' in side;

export function nodeOf(side: unknown, unit: Unit): Node {
  if (isVector(side)) return side.node;
  if (isScalar(side)) return side.scalar;
  if (typeof side === 'number') return { type: 'number', value: side };
  return { type: 'number', value: (side as Quantity<never>).in[unit] ?? Number.NaN };
}

function matchingOf(match: Match | undefined): Matching | undefined {
  if (!match) return undefined;
  const [mode, labels] =
    'on' in match ? (['on', match.on] as const) : (['ignoring', match.ignoring] as const);
  return { mode, labels, ...(match.group && { group: match.group, include: match.include ?? [] }) };
}

function labelsLeft(left: unknown, right: unknown, match: Match | undefined): LabelSpecs {
  if (!isVector(left)) return (right as Vector).labels;
  if (!isVector(right) || !match) return left.labels;
  if (match.group) {
    const [many, one] = match.group === 'left' ? [left, right] : [right, left];
    return { ...many.labels, ...keep(one.labels, match.include ?? []) };
  }
  return 'on' in match ? keep(left.labels, match.on) : drop(left.labels, match.ignoring);
}

export function binary(
  op: Operator,
  left: unknown,
  right: unknown,
  unit: Unit,
  match: Match | undefined,
  bool = false,
): never {
  const side = (isVector(left) ? left : right) as Vector;
  const matching = matchingOf(match);
  const node: Node = {
    type: 'binary',
    op,
    left: nodeOf(left, side.unit),
    right: nodeOf(right, side.unit),
    ...(bool && { bool }),
    ...(matching && { matching }),
  };
  return vector(
    node,
    unit,
    isSetOperator(op) ? side.sample : 'gauge',
    isSetOperator(op) ? side.labels : labelsLeft(left, right, match),
  ) as never;
}

const isSetOperator = (op: Operator): boolean => op === 'and' || op === 'or' || op === 'unless';
export const unitOf = (side: unknown): Unit | undefined =>
  isVector(side) || isScalar(side) ? side.unit : undefined;
export const someUnit = (left: unknown, right: unknown): Unit => unitOf(left) ?? unitOf(right) ?? 'count';
