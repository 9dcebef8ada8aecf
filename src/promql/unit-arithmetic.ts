import type { Unit } from '../model/unit.ts';

// What the types of src/model/unit.ts answer, at run time. A test holds the two side by side.

const isBase = (unit: Unit): boolean => !unit.includes('/');
const beforeSlash = (unit: Unit): Unit => unit.slice(0, unit.indexOf('/')) as Unit;

/** The unit of `rate(x)`, as `PerSecond` says. */
export function perSecondOf(unit: Unit): Unit {
  if (unit === 'seconds' || unit === 'timestamp') return 'ratio';
  return isBase(unit) ? (`${unit}/s` as Unit) : unit;
}

/** The unit of `left / right`, as `Quotient` says; `undefined` where it says `never`. */
export function quotientOf(left: Unit, right: Unit): Unit | undefined {
  if (left === right) return 'ratio';
  if (right === 'count' || right === 'ratio') return left;
  if (right === `${left}/s`) return 'seconds';
  if (left.endsWith('/s') && right.endsWith('/s')) return quotientOf(beforeSlash(left), beforeSlash(right));
  if (!isBase(left) || !isBase(right)) return undefined;
  return right === 'seconds' ? perSecondOf(left) : (`${left}/${right}` as Unit);
}

/** The unit of `left * right`, as `Product` says; `undefined` where it says `never`. */
export function productOf(left: Unit, right: Unit): Unit | undefined {
  for (const [one, other] of [
    [left, right],
    [right, left],
  ] as const)
    if (one.endsWith(`/${other}`)) return beforeSlash(one);
  if (right === 'count' || right === 'ratio') return left;
  if (left === 'count' || left === 'ratio') return right;
  if (left.endsWith('/s') && right === 'seconds') return beforeSlash(left);
  if (right.endsWith('/s') && left === 'seconds') return beforeSlash(right);
  return undefined;
}

/** The unit of `left + right`, as `Sum` says. */
export const sumOf = (left: Unit, right: Unit): Unit => (right === 'timestamp' ? right : left);

/** The unit of `left - right`, as `Difference` says. */
export const differenceOf = (left: Unit, right: Unit): Unit =>
  left === 'timestamp' && right === 'timestamp' ? 'seconds' : left;
