import type { LabelSpecs } from '../model/label.ts';
import type { BinaryNode } from '../model/node.ts';
import { isSetOperator } from '../promql/joined.ts';
import type { Check, Finding } from './check.ts';
import { list } from './words.ts';

/** The two sides of an operation have the labels by which their series find each other, and it says which side is many. */
export const vectorsCanMatch: Check = {
  id: 'vectors-can-match',
  severity: 'error',
  nodes: {
    *binary(node, _query, { analysis }): Iterable<Finding> {
      // `or` takes the series of both sides, matched or not.
      if (node.op === 'or') return;
      const [one, other] = [analysis.of(node.left), analysis.of(node.right)];
      if (one.value !== 'vector' || other.value !== 'vector' || !one.labels || !other.labels) return;
      const [left, right] = [one.labels, other.labels];
      const mine = keys(node, left, right, left);
      const theirs = keys(node, left, right, right);
      if (node.matching?.mode === 'on') {
        // A label in on() that a side does not have is what label-is-known reports.
        if (mine.length < node.matching.labels.length || theirs.length < node.matching.labels.length) return;
      } else if (list(mine) !== list(theirs)) {
        yield different(node, mine, theirs);
        return;
      }
      const apart = node.op === 'unless' ? undefined : mine.find((label) => disjoint(left, right, label));
      if (apart) {
        yield {
          at: node,
          message: `no series can match: ${apart} is ${list(left[apart]?.values ?? [])} on the left and ${list(right[apart]?.values ?? [])} on the right`,
          fix: `match without it: ignoring (${apart}), or aggregate it away on both sides`,
        };
      } else if (!isSetOperator(node.op)) yield* sided(node, many(left, mine), many(right, theirs));
    },
  },
};

/** The labels of a side that take part in the match. */
function keys({ matching }: BinaryNode, left: LabelSpecs, right: LabelSpecs, side: LabelSpecs): string[] {
  const names = Object.keys(side).toSorted();
  if (!matching) return names;
  if (matching.mode === 'on') return matching.labels.filter((label) => label in left && label in right);
  return names.filter((name) => !matching.labels.includes(name));
}

function different(node: BinaryNode, mine: readonly string[], theirs: readonly string[]): Finding {
  const common = mine.filter((label) => theirs.includes(label));
  const [more, fewer] = [
    mine.filter((label) => !theirs.includes(label)),
    theirs.filter((label) => !mine.includes(label)),
  ];
  const sides = [
    more.length > 0 && `the left alone has ${list(more)}`,
    fewer.length > 0 && `the right alone has ${list(fewer)}`,
  ].filter(Boolean);
  return {
    at: node,
    message: `no series can match: ${sides.join(', ')}`,
    fix: `aggregate both sides to the same labels, or match with on (${common.join(', ')})`,
  };
}

/** Whether a label can never have the same value on both sides. */
function disjoint(left: LabelSpecs, right: LabelSpecs, label: string): boolean {
  const [mine, theirs] = [left[label], right[label]];
  return Boolean(
    mine?.closed && theirs?.closed && !mine.values.some((value) => theirs.values.includes(value)),
  );
}

/** The labels that may still differ among the series which share the match. */
const many = (side: LabelSpecs, key: readonly string[]): string[] =>
  Object.entries(side)
    .filter(([label, spec]) => !key.includes(label) && spec.budget > 1)
    .map(([label]) => label)
    .toSorted();

function* sided(node: BinaryNode, left: readonly string[], right: readonly string[]): Iterable<Finding> {
  const group = node.matching?.group;
  const [one, side] = group === 'right' ? [left, 'left'] : [right, 'right'];
  if (group && one.length > 0)
    yield {
      at: node,
      message: `group_${group} allows one series on the ${side} for each match, and ${list(one)} may still differ there`,
      fix: `aggregate ${list(one)} away on the ${side}, or match by it`,
    };
  if (group || (left.length === 0 && right.length === 0)) return;
  if (left.length > 0 && right.length > 0)
    yield {
      at: node,
      message: `many series meet many: ${list(left)} may differ on the left and ${list(right)} on the right`,
      fix: 'aggregate one side to the labels of the match',
    };
  else {
    const [where, labels] = left.length > 0 ? ['left', left] : ['right', right];
    yield {
      at: node,
      message: `many series on the ${where} meet one: ${list(labels)} may differ there`,
      fix: `say group_${where} (), or aggregate ${list(labels)} away`,
    };
  }
}
