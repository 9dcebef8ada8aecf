import type { Node } from '../model/node.ts';
import type { Refusal } from '../model/refusal.ts';
import type { Difference, Product, Quotient, Sum, Unit } from '../model/unit.ts';
import type { LabelsOf, Vector, WhereOf } from '../model/vector.ts';
import type { Joins, Match, None, Options, Takes } from './matching.ts';
import { type Answer, binary, type Operand, unitOf } from './operands.ts';
import type { SameUnit, Written } from './same-unit.ts';
import { differenceOf, productOf, quotientOf, sumOf } from './unit-arithmetic.ts';
import { type AsVector, type Given, type HistogramGiven, type Measured, vector } from './vector.ts';

/** What any two sides of an operator must agree on. */
type Agree<Verb extends string, Left, Right, By> = Takes<Verb, Right, Left> &
  Joins<Verb, Left, Right, By> &
  Options<Verb, By>;

/** The unit of a sum or a difference, where a number takes the unit of the other side. */
type Both<Left, Right, Of> = [Left] extends [Measured]
  ? [Right] extends [Measured]
    ? Of
    : Left['unit']
  : Written<Right>;

/** Sum of two sides in one unit; a timestamp and seconds make a timestamp. Prints `a + b`. */
export function add<
  Left extends Operand | HistogramGiven,
  Right extends Operand | HistogramGiven,
  const By extends Match = { ignoring: None },
>(
  left: Takes<'add', Left, Right> & Left,
  right: Agree<'add', Left, Right, By> & SameUnit<'add', Left, Right> & Right,
  match?: By & Match,
): Answer<Left, Right, By, Both<Left, Right, Sum<Written<Left>, Written<Right>>>> {
  return binary('+', left, right, unitOfBoth(left, right, sumOf), match);
}

/** The unit of a difference, where what a moment is taken from can only be another moment. */
type Apart<Left, Right> = [Left] extends [Measured]
  ? Both<Left, Right, Difference<Written<Left>, Written<Right>>>
  : Difference<Written<Right>, Written<Right>>;

/** Difference of two sides in one unit; two timestamps are seconds apart. Prints `a - b`. */
export function subtract<
  Left extends Operand | HistogramGiven,
  Right extends Operand | HistogramGiven,
  const By extends Match = { ignoring: None },
>(
  left: Takes<'subtract', Left, Right> & Left,
  right: Agree<'subtract', Left, Right, By> & SameUnit<'subtract', Left, Right> & Right,
  match?: By & Match,
): Answer<Left, Right, By, Apart<Left, Right>> {
  const [a, b] = [unitOf(left), unitOf(right)];
  const unit = b ? differenceOf(a ?? b, b) : a;
  return binary('-', left, right, unit ?? 'count', match);
}

function unitOfBoth(
  left: unknown,
  right: unknown,
  compute: (left: Unit, right: Unit) => Unit | undefined,
): Unit {
  const [a, b] = [unitOf(left), unitOf(right)];
  return (a && b ? compute(a, b) : (a ?? b)) ?? 'count';
}

type Named<Verb extends string, Left, Right, Of> = [Of] extends [never]
  ? Refusal<`${Verb}() of ${Dimension<Left>} and ${Dimension<Right>} has no unit with a name: say what each side is with asUnit()`>
  : unknown;
type Dimension<Side> = [Side] extends [Measured] ? Side['unit'] : 'count';

/** A hundred times a share is a percentage. A number that is only known at run time may be that hundred. */
type Percent<Of extends Unit, Times> = [Of] extends ['ratio']
  ? [Times] extends [100]
    ? 'percent'
    : number extends Times
      ? 'percent' | 'ratio'
      : Of
  : Of;
type ProductOf<Left, Right> = [Left] extends [Measured]
  ? [Right] extends [Measured]
    ? Product<Left['unit'], Right['unit']>
    : Percent<Left['unit'], Right>
  : Percent<Written<Right>, Left>;

/** A hundredth of a percentage is a share. */
type Share<Of extends Unit, By> = [Of] extends ['percent']
  ? [By] extends [100]
    ? 'ratio'
    : number extends By
      ? 'percent' | 'ratio'
      : Of
  : Of;
type QuotientOf<Left, Right> = [Left] extends [Measured]
  ? [Right] extends [Measured]
    ? Quotient<Left['unit'], Right['unit']>
    : Share<Left['unit'], Right>
  : Quotient<'count', Written<Right>>;

/**
 * Product. A number, a count or a ratio leaves the other side's unit; bytes per second times seconds are bytes, and a
 * hundred times a ratio is a percentage. Prints `a * b`.
 */
export function multiply<
  Left extends Operand | HistogramGiven,
  Right extends Operand | HistogramGiven,
  const By extends Match = { ignoring: None },
>(
  left: Takes<'multiply', Left, Right> & Left,
  right: Agree<'multiply', Left, Right, By> & Named<'multiply', Left, Right, ProductOf<Left, Right>> & Right,
  match?: By & Match,
): Answer<Left, Right, By, Extract<ProductOf<Left, Right>, Unit>> {
  const [a, b] = [unitOf(left), unitOf(right)];
  const hundred = (a === 'ratio' && isHundred(right)) || (b === 'ratio' && isHundred(left));
  return binary('*', left, right, hundred ? 'percent' : unitOfBoth(left, right, productOf), match);
}

/**
 * Quotient. Equal units give a ratio, bytes over bytes per second give seconds.
 * Prints `a / b`; see `ratio` for the form that survives missing and empty series.
 */
export function divide<
  Left extends Operand | HistogramGiven,
  Right extends Operand | HistogramGiven,
  const By extends Match = { ignoring: None },
>(
  left: Takes<'divide', Left, Right> & Left,
  right: Agree<'divide', Left, Right, By> & Named<'divide', Left, Right, QuotientOf<Left, Right>> & Right,
  match?: By & Match,
): Answer<Left, Right, By, Extract<QuotientOf<Left, Right>, Unit>> {
  const [a, b] = [unitOf(left) ?? 'count', unitOf(right)];
  const unit = b ? (quotientOf(a, b) ?? a) : a === 'percent' && isHundred(right) ? 'ratio' : a;
  return binary('/', left, right, unit, match);
}

const isHundred = (side: unknown): boolean => side === 100;

/**
 * The share that a part has in a whole, 0 to 1: 0 where the part has no series yet, absent where the whole is 0.
 * Prints `(part or 0 * whole) / (whole > 0)`.
 */
export function ratio<Part extends Given, Whole extends Given>(
  part: Takes<'ratio', Part, Whole> & Part,
  whole: Takes<'ratio', Whole, Part> &
    SameUnit<'ratio', Part, Whole> &
    Joins<'ratio', Part, Whole, { ignoring: None }> &
    Whole,
): Vector<LabelsOf<AsVector<Part>>, 'ratio', WhereOf<AsVector<Part>> | WhereOf<AsVector<Whole>>, 'gauge'> {
  const [some, all] = [part as unknown as Vector, whole as unknown as Vector];
  const zero: Node = { type: 'binary', op: '*', left: { type: 'number', value: 0 }, right: all.node };
  const top: Node = { type: 'binary', op: 'or', left: some.node, right: zero };
  const bottom: Node = { type: 'binary', op: '>', left: all.node, right: { type: 'number', value: 0 } };
  return vector({ type: 'binary', op: '/', left: top, right: bottom }, 'ratio', 'gauge', some.labels);
}

/** The same vector under another unit, where arithmetic cannot tell it: `asUnit('usd', ...)`. Prints nothing of its own. */
export function asUnit<Query extends Vector, const Of extends Unit>(
  unit: Of,
  query: Query,
): Vector<LabelsOf<Query>, Of, WhereOf<Query>, Query['sample']> {
  return vector(query.node, unit, query.sample, query.labels);
}
