import type { Operator } from '../model/node.ts';
import type { Joins, Match, None, Options, Takes } from './matching.ts';
import { type Answer, binary, type Operand, someUnit } from './operands.ts';
import type { Kept, SameUnit } from './same-unit.ts';
import type { HistogramGiven } from './vector.ts';

/** `bool: true` answers 1 or 0 for every series instead of dropping those that fail. */
export interface Bool {
  // Not `boolean`: whether the answer is a state or keeps its unit must be known when the query is written.
  readonly bool?: true;
}

type CompareUnit<Left, Right, By> = By extends { readonly bool: true } ? 'state' : Kept<Left, Right>;
type Comparison<Verb extends string> = <
  Left extends Operand | HistogramGiven,
  Right extends Operand | HistogramGiven,
  const By extends Match & Bool = { ignoring: None },
>(
  left: Takes<Verb, Left, Right> & Left,
  right: Takes<Verb, Right, Left> &
    SameUnit<Verb, Left, Right> &
    Joins<Verb, Left, Right, By> &
    Options<Verb, By, 'bool'> &
    Right,
  match?: By & Match & Bool,
) => Answer<Left, Right, By, CompareUnit<Left, Right, By>>;

const comparison =
  <Verb extends string>(op: Operator): Comparison<Verb> =>
  (left, right, match) => {
    const bool = match?.bool;
    return binary(op, left, right, bool ? 'state' : someUnit(left, right), match, bool);
  };

/** The series above a bound. Prints `a > b`. */
export const above = comparison<'above'>('>');
/** The series at or above a bound. Prints `a >= b`. */
export const atLeast = comparison<'atLeast'>('>=');
/** The series below a bound. Prints `a < b`. */
export const below = comparison<'below'>('<');
/** The series at or below a bound. Prints `a <= b`. */
export const atMost = comparison<'atMost'>('<=');
/** The series equal to a value. Prints `a == b`. */
export const equal = comparison<'equal'>('==');
/** The series that differ from a value. Prints `a != b`. */
export const unequal = comparison<'unequal'>('!=');
