import type { Check, Finding } from './check.ts';

/** `histogram_quantile` is given rated buckets that still carry `le`. */
export const quantileKeepsLe: Check = {
  id: 'quantile-keeps-le',
  severity: 'error',
  nodes: {
    *call(node, _query, { analysis }): Iterable<Finding> {
      const [, of] = node.args;
      if (node.name !== 'histogram_quantile' || !of) return;
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
    },
  },
};
