import type { LabelSpecs, Labels } from '../model/label.ts';
import type { Matching, Node, Operator } from '../model/node.ts';
import type { Unit } from '../model/unit.ts';
import type { Quantity, Scalar, Vector, Where, WhereIn } from '../model/vector.ts';
import type { Has, Key, Listed, Match, None } from './matching.ts';
import { drop, keep, type Series, vector } from './vector.ts';

/** What stands on a side of an operator. A bare number is fine where no unit is meant. */
export type Operand = Vector | Scalar | Quantity<never> | number;

/** Where a side may run. */
export type InOf<Side> = WhereIn<Side>;

/** The labels of the result, as Prometheus leaves them. */
type Joined<Left, Right, By> = [Left] extends [Series]
  ? [Right] extends [Series]
    ? By extends { readonly group: 'left' }
      ? Including<Has<Left>, Has<Right>, Listed<By, 'include'>>
      : By extends { readonly group: 'right' }
        ? Including<Has<Right>, Has<Left>, Listed<By, 'include'>>
        : [By] extends [{ readonly ignoring: None }]
          ? Has<Left>
          : Pick<Has<Left>, Key<Left, Right, By> & keyof Has<Left>>
    : Has<Left>
  : Has<Right>;

type Including<Many, One, Included> = [Included] extends [never]
  ? Many
  : {
      readonly [Name in keyof Many | (Included & keyof One)]: Name extends Included & keyof One
        ? One[Name]
        : Many[Name & keyof Many];
    };

/** The vector that an operator answers with. */
export type Answer<Left, Right, By, Of extends Unit> = Vector<
  // Extract, not an intersection with Labels: that would give the result every label there is.
  Extract<Joined<Left, Right, By>, Labels>,
  Of,
  (InOf<Left> | InOf<Right>) & Where,
  'gauge'
>;

/** Whether a side is a vector. */
export const isVector = (side: unknown): side is Vector =>
  typeof side === 'object' && side !== null && 'node' in side;
const isScalar = (side: unknown): side is Scalar =>
  typeof side === 'object' && side !== null && 'scalar' in side;

/** The syntax of a side; `unit` is that of the vector beside it, in which a quantity is written. */
export function nodeOf(side: unknown, unit: Unit): Node {
  if (isVector(side)) return side.node;
  if (isScalar(side)) return side.scalar;
  if (typeof side === 'number') return { type: 'number', value: side };
  return { type: 'number', value: inUnit(side as Quantity<never>, unit) };
}

/** A quantity as a number in a unit. Seconds stand beside a moment too, which they move. */
export function inUnit({ in: written }: Quantity<never>, unit: Unit): number {
  const value = written[unit] ?? (unit === 'timestamp' ? written.seconds : undefined);
  if (value === undefined)
    throw new TypeError(`a quantity in ${Object.keys(written).join(' or ')} stands beside ${unit}`);
  return value;
}

/** The syntax of a match; none where it says nothing. */
export function matchingOf(match: Match | undefined): Matching | undefined {
  if (!match?.on && !match?.ignoring) return undefined;
  const mode = match.on ? 'on' : 'ignoring';
  const labels = match.on ?? match.ignoring ?? [];
  return { mode, labels, ...(match.group && { group: match.group, include: match.include ?? [] }) };
}

function labelsLeft(left: unknown, right: unknown, match: Match | undefined): LabelSpecs {
  if (!isVector(left)) return (right as Vector).labels;
  if (!isVector(right) || !match) return left.labels;
  if (match.group) {
    const [many, one] = match.group === 'left' ? [left, right] : [right, left];
    return { ...many.labels, ...keep(one.labels, match.include ?? []) };
  }
  return match.on ? keep(left.labels, match.on) : drop(left.labels, match.ignoring ?? []);
}

/** Makes the vector of an arithmetic or comparison operator; the caller vouches for the type. */
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
  return vector(node, unit, 'gauge', labelsLeft(left, right, match)) as never;
}

/** The unit of a side that carries one. */
export const unitOf = (side: unknown): Unit | undefined =>
  isVector(side) || isScalar(side) ? side.unit : undefined;
/** The unit of the left, or of the right where the left is a number. */
export const someUnit = (left: unknown, right: unknown): Unit => unitOf(left) ?? unitOf(right) ?? 'count';
