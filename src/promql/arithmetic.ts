import type { Node } from '../model/node.ts';
import type { Refusal } from '../model/refusal.ts';
import type { Difference, Product, Quotient, Unit } from '../model/unit.ts';
import type { LabelsOf, Scalar, Vector, WhereOf } from '../model/vector.ts';
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
  unitOf,
  type Written,
} from './operands.ts';
import { vector } from './vector.ts';

/** Sum of two sides in one unit. Prints `a + b`. */
export function add<Left extends Operand, Right extends Operand, const By extends Match = { ignoring: None }>(
  left: Left,
  right: SameUnit<'add', Left, Right> & Joins<'add', Left, Right, By> & Right,
  match?: By,
): Answer<Left, Right, By, Kept<Left, Right>> {
  return binary('+', left, right, someUnit(left, right), match);
}

/** Difference of two sides in one unit; two timestamps are seconds apart. Prints `a - b`. */
export function subtract<
  Left extends Operand,
  Right extends Operand,
  const By extends Match = { ignoring: None },
>(
  left: Left,
  right: SameUnit<'subtract', Left, Right> & Joins<'subtract', Left, Right, By> & Right,
  match?: By,
): Answer<
  Left,
  Right,
  By,
  [Right] extends [Vector | Scalar] ? Difference<Kept<Left, Right>, Written<Right>> : Kept<Left, Right>
> {
  const [a, b] = [unitOf(left), unitOf(right)];
  return binary(
    '-',
    left,
    right,
    a === 'timestamp' && b === 'timestamp' ? 'seconds' : someUnit(left, right),
    match,
  );
}

type Named<Verb extends string, Left, Right, Of> = [Of] extends [never]
  ? Refusal<`${Verb}() of ${Written<Left>} and ${Written<Right>} has no unit with a name: say it with asUnit()`>
  : unknown;
type ProductOf<Left, Right> = [Left] extends [Vector | Scalar]
  ? [Right] extends [Vector | Scalar]
    ? Product<Left['unit'], Right['unit']>
    : Left['unit']
  : Written<Right>;
type QuotientOf<Left, Right> = [Left] extends [Vector | Scalar]
  ? [Right] extends [Vector | Scalar]
    ? Quotient<Left['unit'], Right['unit']>
    : Left['unit']
  : Written<Right>;

/** Product. A number, a count or a ratio leaves the other side's unit. Prints `a * b`. */
export function multiply<
  Left extends Vector | Scalar | number,
  Right extends Vector | Scalar | number,
  const By extends Match = { ignoring: None },
>(
  left: Left,
  right: Named<'multiply', Left, Right, ProductOf<Left, Right>> & Joins<'multiply', Left, Right, By> & Right,
  match?: By,
): Answer<Left, Right, By, ProductOf<Left, Right>> {
  return binary('*', left, right, productUnit(unitOf(left), unitOf(right)), match);
}

/** Quotient. Equal units give a ratio. Prints `a / b`; see `ratio` for the form that survives missing and empty series. */
export function divide<
  Left extends Vector | Scalar | number,
  Right extends Vector | Scalar | number,
  const By extends Match = { ignoring: None },
>(
  left: Left,
  right: Named<'divide', Left, Right, QuotientOf<Left, Right>> & Joins<'divide', Left, Right, By> & Right,
  match?: By,
): Answer<Left, Right, By, QuotientOf<Left, Right>> {
  return binary('/', left, right, quotientUnit(unitOf(left), unitOf(right)), match);
}

function productUnit(left: Unit | undefined, right: Unit | undefined): Unit {
  if (!left || !right) return left ?? right ?? 'count';
  if (right === 'count' || right === 'ratio') return left;
  if (left === 'count' || left === 'ratio') return right;
  return left.replace(/\/s$/, '') as Unit;
}

function quotientUnit(left: Unit | undefined, right: Unit | undefined): Unit {
  if (!left || !right) return left ?? right ?? 'count';
  if (left === right) return 'ratio';
  if (right === 'count' || right === 'ratio') return left;
  if (left.endsWith('/s') && right.endsWith('/s'))
    return quotientUnit(left.slice(0, -2) as Unit, right.slice(0, -2) as Unit);
  return right === 'seconds' ? (`${left}/s` as Unit) : (`${left}/${right}` as Unit);
}

/**
 * The share that a part has in a whole, 0 to 1: 0 where the part has no series yet, absent where the whole is 0.
 * Prints `(part or 0 * whole) / (whole > 0)`.
 */
export function ratio<Part extends Vector, Whole extends Vector>(
  part: Part,
  whole: SameUnit<'ratio', Part, Whole> & Joins<'ratio', Part, Whole, { ignoring: None }> & Whole,
): Vector<LabelsOf<Part>, 'ratio', WhereOf<Part> | WhereOf<Whole>, 'gauge'> {
  const all = whole as Vector;
  const zero: Node = { type: 'binary', op: '*', left: { type: 'number', value: 0 }, right: all.node };
  const top: Node = { type: 'binary', op: 'or', left: part.node, right: zero };
  const bottom: Node = { type: 'binary', op: '>', left: all.node, right: { type: 'number', value: 0 } };
  return vector({ type: 'binary', op: '/', left: top, right: bottom }, 'ratio', 'gauge', part.labels);
}

/** The same vector under another unit, where arithmetic cannot tell it: `asUnit('usd', ...)`. Prints nothing of its own. */
export function asUnit<Query extends Vector, const Of extends Unit>(
  unit: Of,
  query: Query,
): Vector<LabelsOf<Query>, Of, WhereOf<Query>, Query['sample']> {
  return vector(query.node, unit, query.sample, query.labels);
}
