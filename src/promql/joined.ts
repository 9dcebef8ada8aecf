import type { LabelSpecs } from '../model/label.ts';
import type { BinaryNode, Operator } from '../model/node.ts';
import type { Facts } from './analyse.ts';
import { drop, keep } from './vector.ts';
import { mergeLabels } from './vocabulary.ts';

/** Whether an operator joins sets of series (`and`, `or`, `unless`) rather than their values. */
export const isSetOperator = (op: Operator): boolean => op === 'and' || op === 'or' || op === 'unless';

/** Whether an operator compares. */
export const isComparison = (op: Operator): boolean => ['==', '!=', '>', '<', '>=', '<='].includes(op);

/** What an operation leaves of its two sides. */
export function joined(node: BinaryNode, left: Facts, right: Facts): Facts {
  const [one, other] = [left.value === 'scalar', right.value === 'scalar'];
  if (one && other) return { value: 'scalar' };
  if (one || other) return besideNumber(node, one ? right : left, one);
  if (left.value === 'unknown' || right.value === 'unknown') return { value: 'unknown' };
  if (node.op === 'and' || node.op === 'unless') return left;
  if (node.op === 'or') return either(left, right);
  const labels = labelsLeft(node, left.labels, right.labels);
  return {
    value: 'vector',
    ...(labels && { labels }),
    sample: 'gauge',
    // A comparison that filters leaves the values of the left side.
    ...(isComparison(node.op) && !node.bool && left.bounds && { bounds: left.bounds }),
  };
}

/** A vector and a number: labels stay, and a counter stays one unless it is compared with zero ("has ever counted"). */
function besideNumber(node: BinaryNode, vector: Facts, numberFirst: boolean): Facts {
  const filters = isComparison(node.op) && !node.bool;
  if (filters) {
    const number = numberFirst ? node.left : node.right;
    const atZero = number.type === 'number' && number.value === 0;
    const isCounter = vector.sample === 'counter' || vector.sample === 'bucketCounter';
    return isCounter && atZero ? { ...vector, sample: 'gauge' } : vector;
  }
  const { bounds, ...rest } = vector;
  if (isComparison(node.op)) return { ...rest, sample: 'gauge' };
  // Buckets times or over a number are buckets still.
  return vector.sample === 'buckets' && bounds && (node.op === '*' || node.op === '/') ? vector : rest;
}

function either(left: Facts, right: Facts): Facts {
  const [mine, theirs] = [left.labels, right.labels];
  const same = mine && theirs && sameNames(mine, theirs);
  return {
    value: 'vector',
    ...(same && { labels: mergeLabels(mine, theirs) }),
    ...(left.sample && left.sample === right.sample && { sample: left.sample }),
    ...(left.bounds && left.bounds === right.bounds && { bounds: left.bounds }),
  };
}

/** Whether two sets of labels have the same names. */
export function sameNames(one: LabelSpecs, other: LabelSpecs): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => name in other);
}

function labelsLeft(
  { matching }: BinaryNode,
  left: LabelSpecs | undefined,
  right: LabelSpecs | undefined,
): LabelSpecs | undefined {
  if (matching?.group) {
    const [many, one] = matching.group === 'left' ? [left, right] : [right, left];
    if (!many) return undefined;
    const include = matching.include ?? [];
    return one ? { ...many, ...keep(one, include) } : include.length > 0 ? undefined : many;
  }
  if (!left) return undefined;
  if (!matching) return left;
  return matching.mode === 'on' ? keep(left, matching.labels) : drop(left, matching.labels);
}
