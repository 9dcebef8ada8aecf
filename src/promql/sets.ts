import type { Operator } from '../model/node.ts';
import type { LabelsOf, Sample, Vector, WhereOf } from '../model/vector.ts';
import { binary, type Joins, type Match, type None, type SameUnit } from './operands.ts';

type SetOperator<Verb extends string> = <
  Left extends Vector,
  Right extends Vector,
  const By extends Match = { ignoring: None },
>(
  left: Left,
  right: Joins<Verb, Left, Right, By, true> & Right,
  match?: By,
) => Vector<LabelsOf<Left>, Left['unit'], WhereOf<Left> | WhereOf<Right>, Left['sample']>;

const set =
  <Verb extends string>(op: Operator): SetOperator<Verb> =>
  (left, right, match) =>
    binary(op, left, right, left.unit, match);

/** The series of the left that have a match on the right. Prints `a and on (x) b`. */
export const and = set<'and'>('and');
/** The series of the left that have no match on the right. Prints `a unless b`. */
export const unless = set<'unless'>('unless');

/** The series of the left, and those of the right that have no match there. Prints `a or b`. */
export function or<Left extends Vector, Right extends Vector, const By extends Match = { ignoring: None }>(
  left: Left,
  right: SameUnit<'or', Left, Right> & Joins<'or', Left, Right, By, true> & Right,
  match?: By,
): Vector<
  LabelsOf<Left>,
  Left['unit'],
  WhereOf<Left> | WhereOf<Right>,
  Left['sample'] | (Right['sample'] & Sample)
> {
  return binary('or', left, right, left.unit, match);
}
