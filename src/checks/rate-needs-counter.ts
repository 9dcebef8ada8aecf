import type { CallNode } from '../model/node.ts';
import { nameOf } from '../promql/analyse.ts';
import type { Query } from '../queries/query.ts';
import type { Check, Finding } from './check.ts';
import type { Context } from './context.ts';

const ofCounters = new Set(['increase', 'irate', 'rate', 'resets']);
const ofGauges = new Set([
  'avg_over_time',
  'delta',
  'deriv',
  'double_exponential_smoothing',
  'holt_winters',
  'idelta',
  'max_over_time',
  'min_over_time',
  'predict_linear',
  'quantile_over_time',
  'stddev_over_time',
  'stdvar_over_time',
  'sum_over_time',
]);

/** `rate` and its like work on counters, `delta` and its like on values that go up and down. */
export const rateNeedsCounter: Check = {
  id: 'rate-needs-counter',
  severity: 'error',
  nodes: {
    call: (node, query, context) =>
      ofCounters.has(node.name) || ofGauges.has(node.name) ? look(node, query, context) : undefined,
  },
};

function* look(node: CallNode, _query: Query, { analysis }: Context): Iterable<Finding> {
  const range = node.args.find(({ type }) => type === 'range' || type === 'subquery');
  if (!range) return;
  const { sample } = analysis.of(range);
  const isCounter = sample === 'counter' || sample === 'bucketCounter';
  if (ofCounters.has(node.name) && sample && !isCounter)
    yield {
      at: node,
      message: `${node.name}() needs a counter, and ${subject(node)} is ${sample === 'buckets' ? 'rated already' : 'a gauge'}`,
      fix:
        sample === 'buckets'
          ? `drop ${node.name}(), or average with avg_over_time()`
          : 'use delta() or deriv()',
    };
  if (ofGauges.has(node.name) && isCounter)
    yield {
      at: node,
      message: `${node.name}() of ${subject(node)} means little: it is a counter, which falls to zero when its process restarts`,
      fix: 'use rate() or increase()',
    };
}

function subject({ args }: CallNode): string {
  const range = args.find(({ type }) => type === 'range');
  return (range?.type === 'range' && nameOf(range.of)) || 'the expression';
}
