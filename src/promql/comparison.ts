import type { Operator } from '../model/node.ts';
import {
  type Answer,
  binary,
  type Joins,
  type Kept,
  type Match,
  type None,
  type Operand,
  type SameUnit,
  someUnit,
} from './operands.ts';

/** `bool: true` answers 1 or 0 for every series instead of dropping those that fail. */
export interface Bool {
  readonly bool?: boolean;
}

type CompareUnit<Left, Right, By> = By extends { readonly bool: true } ? 'state' : Kept<Left, Right>;
type Comparison<Verb extends string> = <
  Left extends Operand,
  Right extends Operand,
  const By extends (Match | object) & Bool = { ignoring: None },
>(
  left: Left,
  right: SameUnit<Verb, Left, Right> & Joins<Verb, Left, Right, By> & Right,
  match?: By,
) => Answer<Left, Right, By, CompareUnit<Left, Right, By>>;

const comparison =
  <Verb extends string>(op: Operator): Comparison<Verb> =>
  (left, right, match) => {
    const { bool, ...rest } = (match ?? {}) as Match & Bool;
    const by = 'on' in rest || 'ignoring' in rest ? rest : undefined;
    return binary(op, left, right, bool ? 'state' : someUnit(left, right), by, bool);
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
