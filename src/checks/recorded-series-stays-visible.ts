import type { Node } from '../model/node.ts';
import { childrenOf } from '../promql/walk.ts';
import type { Check, Finding } from './check.ts';
import { duration } from './words.ts';

/** Prometheus shows a sample for this long, in seconds, unless it is told otherwise (`--query.lookback-delta`). */
const lookback = 300;

/** A series that is read as it is now is recorded more often than Prometheus forgets. */
export const recordedSeriesStaysVisible: Check = {
  id: 'recorded-series-stays-visible',
  severity: 'error',
  *query(query, { vocabulary }): Iterable<Finding> {
    for (const { metric, node } of instants(query.node)) {
      const known = vocabulary.get(metric);
      if (!known?.recordings || !known.interval || known.interval < lookback) continue;
      yield {
        at: node,
        message: `${metric} is recorded every ${duration(known.interval)}, and Prometheus forgets a sample after ${duration(lookback)}: one late evaluation and this is empty`,
        fix: 'record it every minute or two, or read it over a window: last_over_time(...)',
      };
    }
  },
};

/** The selectors of a query that ask for one moment. */
function* instants(node: Node): Iterable<{ readonly metric: string; readonly node: Node }> {
  if (node.type === 'selector') yield { metric: node.metric, node };
  else if (node.type !== 'range') for (const child of childrenOf(node)) yield* instants(child);
}
