import type { LabelSpecs } from '../model/label.ts';
import { type BinaryNode, type Operator, precedence } from '../model/node.ts';
import { type Facts, facts } from './facts.ts';
import { drop, keep } from './vector.ts';
import { mergeLabels } from './vocabulary.ts';

/** Whether an operator joins sets of series (`and`, `or`, `unless`) rather than their values. */
export const isSetOperator = (op: Operator): boolean => op === 'and' || op === 'or' || op === 'unless';

/** Whether an operator compares. */
export const isComparison = (op: Operator): boolean => precedence[op] === precedence['=='];

/** What an operation leaves of its two sides. */
export function joined(node: BinaryNode, left: Facts, right: Facts): Facts {
  const [one, other] = [left.value === 'scalar', right.value === 'scalar'];
  if (one && other) return left;
  if (one || other) return besideNumber(node, one ? right : left, one);
  if (left.value === 'unknown' || right.value === 'unknown') return facts('unknown');
  if (node.op === 'and' || node.op === 'unless') return left;
  if (node.op === 'or') return either(left, right);
  // A comparison that filters leaves the values of the left side.
  const bounds = isComparison(node.op) && !node.bool ? left.bounds : undefined;
  return facts('vector', labelsLeft(node, left.labels, right.labels), 'gauge', bounds);
}

/** A vector and a number: labels stay, and a counter stays one unless it is compared with zero ("has ever counted"). */
function besideNumber(node: BinaryNode, vector: Facts, numberFirst: boolean): Facts {
  const { value, labels, sample, bounds } = vector;
  if (isComparison(node.op)) {
    if (node.bool) return facts(value, labels, 'gauge');
    const number = numberFirst ? node.left : node.right;
    const atZero = number.type === 'number' && number.value === 0;
    const isCounter = sample === 'counter' || sample === 'bucketCounter';
    return isCounter && atZero ? facts(value, labels, 'gauge', bounds) : vector;
  }
  // Buckets times or over a number are buckets still.
  const scaled = sample === 'buckets' && (node.op === '*' || node.op === '/');
  return facts(value, labels, sample, scaled ? bounds : undefined);
}

function either(left: Facts, right: Facts): Facts {
  const [mine, theirs] = [left.labels, right.labels];
  return facts(
    'vector',
    mine && theirs && sameNames(mine, theirs) ? mergeLabels(mine, theirs) : undefined,
    left.sample === right.sample ? left.sample : undefined,
    left.bounds === right.bounds ? left.bounds : undefined,
  );
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
