import type { Operator } from '../model/node.ts';
import type { Refusal } from '../model/refusal.ts';
import type { LabelsOf, Vector, WhereOf } from '../model/vector.ts';
import type { Joins, Match, None, Options } from './matching.ts';
import { matchingOf } from './operands.ts';
import type { SameUnit } from './same-unit.ts';
import { type AsVector, type Given, type KindOf, type NeedsSeries, vector } from './vector.ts';

type SetOperator<Verb extends string> = <
  Left extends Given,
  Right extends Given,
  const By extends Match = { ignoring: None },
>(
  left: NeedsSeries<Verb, Left, unknown> & Left,
  right: NeedsSeries<Verb, Right, Joins<Verb, Left, Right, By, true> & Options<Verb, By>> & Right,
  match?: By & Match,
) => Vector<
  LabelsOf<AsVector<Left>>,
  AsVector<Left>['unit'],
  WhereOf<AsVector<Left>> | WhereOf<AsVector<Right>>,
  AsVector<Left>['sample']
>;

function set(op: Operator, given: unknown, other: unknown, match: Match | undefined): never {
  const [left, right] = [given as Vector, other as Vector];
  const matching = matchingOf(match);
  return vector(
    { type: 'binary', op, left: left.node, right: right.node, ...(matching && { matching }) },
    left.unit,
    left.sample,
    left.labels,
  ) as never;
}

const setOperator =
  <Verb extends string>(op: Operator): SetOperator<Verb> =>
  (left, right, match) =>
    set(op, left, right, match);

/** The series of the left that have a match on the right. Prints `a and on (x) b`. */
export const and = setOperator<'and'>('and');
/** The series of the left that have no match on the right. Prints `a unless b`. */
export const unless = setOperator<'unless'>('unless');

type SameSample<Left extends Vector, Right extends Vector> = [Left['sample'], Right['sample']] extends [
  Right['sample'],
  Left['sample'],
]
  ? unknown
  : Refusal<`or() of ${KindOf<Left['sample']>} and ${KindOf<Right['sample']>} mixes totals with values: rate() the counter first`>;

/** The labels that both sides have, with the values that either gives them: a series comes from one side or the other. */
type Merged<Left, Right> = {
  readonly [Name in keyof Left & keyof Right]: Left[Name] | Right[Name];
};

/**
 * The series of the left, and those of the right that have no match there. What is known to be left are the labels that
 * both sides have. Prints `a or b`.
 */
export function or<Left extends Given, Right extends Given, const By extends Match = { ignoring: None }>(
  left: NeedsSeries<'or', Left, unknown> & Left,
  right: NeedsSeries<
    'or',
    Right,
    SameUnit<'or', Left, Right> &
      SameSample<AsVector<Left>, AsVector<Right>> &
      Joins<'or', Left, Right, By, true> &
      Options<'or', By>
  > &
    Right,
  match?: By & Match,
): Vector<
  Merged<LabelsOf<AsVector<Left>>, LabelsOf<AsVector<Right>>>,
  AsVector<Left>['unit'],
  WhereOf<AsVector<Left>> | WhereOf<AsVector<Right>>,
  AsVector<Left>['sample']
> {
  const united: Vector = set('or', left, right, match);
  const [{ labels }, other] = [united, (right as unknown as Vector).labels];
  const merged = Object.entries(labels).flatMap(([name, own]) => {
    const its = other[name];
    if (!its) return [];
    const values = [...new Set([...own.values, ...its.values])];
    return [[name, { values, closed: own.closed && its.closed, budget: own.budget + its.budget }]];
  });
  return { ...united, labels: Object.fromEntries(merged) } as never;
}
