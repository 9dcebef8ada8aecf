import type { CallNode } from '../model/node.ts';
import type { Query } from '../queries/query.ts';
import type { Check, Finding } from './check.ts';
import type { Context } from './context.ts';

/** `histogram_quantile` is given rated buckets that still carry `le`. */
export const quantileKeepsLe: Check = {
  id: 'quantile-keeps-le',
  severity: 'error',
  nodes: {
    call: (node, query, context) =>
      node.name === 'histogram_quantile' ? look(node, query, context) : undefined,
  },
};

function* look(node: CallNode, _query: Query, { analysis }: Context): Iterable<Finding> {
  const [, of] = node.args;
  if (!of) return;
  const { labels, sample } = analysis.of(of);
  if (sample === 'bucketCounter')
    yield {
      at: node,
      message: 'histogram_quantile() of bucket counters tells of all time since the processes started',
      fix: 'rate() the buckets first',
    };
  else if (sample && sample !== 'buckets')
    yield {
      at: node,
      message: 'histogram_quantile() needs the buckets of a histogram, and gets none',
      fix: 'give it sum by (le) (rate(..._bucket[...])), or use quantile()',
    };
  else if (labels && !('le' in labels))
    yield {
      at: node,
      message: 'histogram_quantile() needs the label le, which the aggregation inside removes',
      fix: 'keep it: sum by (le, ...)',
    };
}
