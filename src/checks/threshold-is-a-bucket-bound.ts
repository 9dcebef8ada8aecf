import type { BinaryNode } from '../model/node.ts';
import { isComparison } from '../promql/joined.ts';
import type { Query } from '../queries/query.ts';
import { panelPath } from '../queries/query.ts';
import type { Check, Finding } from './check.ts';
import type { Context } from './context.ts';
import { list } from './words.ts';

/** A quantile of a histogram is compared with a bound of its buckets: between two bounds it is a guess along a straight line. */
export const thresholdIsABucketBound: Check = {
  id: 'threshold-is-a-bucket-bound',
  severity: 'error',
  nodes: {
    binary: (node, query, context) => (isComparison(node.op) ? look(node, query, context) : undefined),
  },
  *dashboard(dashboard, { analysis }): Iterable<Finding> {
    for (const placed of dashboard.panels) {
      const { thresholds, unit, series } = placed.panel;
      if (!thresholds || !unit) continue;
      const bounds = series.map(({ query }) => analysis.of(query.node).bounds);
      const all = bounds.flatMap((some) => some ?? []);
      if (all.length === 0 || bounds.includes(undefined)) continue;
      for (const value of [thresholds.warning?.in[unit], thresholds.critical.in[unit]])
        if (value !== undefined && !isBound(value, all))
          yield { path: panelPath(dashboard, placed), severity: 'warning', ...off(value, all) };
    }
  },
};

function* look(node: BinaryNode, query: Query, { analysis }: Context): Iterable<Finding> {
  for (const [side, other] of [
    [node.left, node.right],
    [node.right, node.left],
  ] as const) {
    const { bounds, sample } = analysis.of(side);
    if (!bounds || sample !== 'gauge' || other.type !== 'number' || isBound(other.value, bounds)) continue;
    // Nobody is woken by a panel.
    const severity = query.runs === 'rule' ? 'error' : 'warning';
    yield { at: node, severity, ...off(other.value, bounds) };
  }
}

/** Zero and below mean "any at all", which is no guess. */
const isBound = (value: number, bounds: readonly number[]): boolean =>
  value <= 0 || bounds.some((bound) => Math.abs(bound - value) <= 1e-9 * Math.abs(bound));

function off(value: number, bounds: readonly number[]): Pick<Finding, 'message' | 'fix'> {
  const below = bounds
    .filter((bound) => bound < value)
    .toSorted((one, other) => one - other)
    .at(-1);
  const above = bounds.filter((bound) => bound > value).toSorted((one, other) => one - other)[0];
  const near = [below, above].filter((bound) => bound !== undefined).map(String);
  return {
    message: `${value} is no bound of the histogram's buckets, so the quantile there is a guess${near.length > 1 ? ` between ${list(near)}` : ''}`,
    fix: `compare with ${near.join(' or ')}, or add the bucket ${value} to the histogram`,
  };
}
