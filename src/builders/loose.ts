import type { Selector } from '../model/vector.ts';
import { asUnit, divide, multiply, subtract } from '../promql/arithmetic.ts';
import { above, atLeast } from '../promql/comparison.ts';
import { withLabel } from '../promql/functions.ts';
import { avgOverTime, sumOverTime } from '../promql/range.ts';
import { where } from '../promql/select.ts';
import { and, or } from '../promql/sets.ts';

/**
 * Functions of the query language without the questions that their types ask: for builders, whose vectors have labels that
 * only the caller knows. They vouch for what they put together, as raw text does; the build checks it all the same.
 */
export const loose = {
  above,
  and,
  asUnit,
  atLeast,
  avgOverTime,
  divide,
  multiply,
  or,
  subtract,
  sumOverTime,
  where,
  withLabel,
} as unknown as Readonly<
  Record<
    | 'above'
    | 'and'
    | 'asUnit'
    | 'atLeast'
    | 'avgOverTime'
    | 'divide'
    | 'multiply'
    | 'or'
    | 'subtract'
    | 'sumOverTime'
    | 'where'
    | 'withLabel',
    (...given: readonly unknown[]) => Selector
  >
>;
