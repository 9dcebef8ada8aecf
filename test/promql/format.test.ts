import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { above, percent, rate, ratio, sum, where } from '#lib';
import { format } from '../../src/promql/format.ts';
import { parse } from '../../src/promql/parse.ts';
import { print } from '../../src/promql/print.ts';
import { requests } from '../support/metrics.ts';
import { randomVector } from './random-vector.ts';

const failed = sum(rate(where(requests, { status: 'failed' }), '5m'), { by: ['route'] });
const all = sum(rate(requests, '5m'), { by: ['route'] });
const bad = above(ratio(failed, all), percent(5));

describe('formatting', () => {
  it('keeps a query that fits on its line', () => assert.equal(format(failed.node), print(failed.node)));

  it('breaks a long one before its operators and inside its parentheses', () => {
    assert.equal(
      format(bad.node, 70),
      `(
  sum by (route) (rate(web_requests_total{status="failed"}[5m]))
  or 0 * sum by (route) (rate(web_requests_total[5m]))
)
/ (sum by (route) (rate(web_requests_total[5m])) > 0)
> 0.05`,
    );
  });

  it('breaks the arguments of a call, a line each', () => {
    assert.equal(
      format(
        parse('histogram_quantile(0.95, sum by (le) (rate(web_latency_seconds_bucket[5m])))') as never,
        50,
      ),
      `histogram_quantile(
  0.95,
  sum by (le) (
    rate(web_latency_seconds_bucket[5m])
  )
)`,
    );
  });

  it('never changes what a query says, however narrow the page', () => {
    fc.assert(
      fc.property(randomVector, fc.integer({ min: 1, max: 80 }), ({ node }, width) => {
        const again = parse(format(node, width));
        assert.notEqual(again.type, 'problem');
        assert.equal(print(again as never), print(parse(print(node)) as never));
      }),
      { seed: 7, numRuns: 1000 },
    );
  });
});
