import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { above, percent, rate, ratio, sum, where } from '#lib';
import type { Node } from '../../src/model/node.ts';
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

  it('prints a query once, however deep it is', () => {
    let reads = 0;
    const leaf = {
      type: 'raw' as const,
      get text() {
        reads++;
        return 'up + 1';
      },
    };
    let deep: Node = leaf;
    for (let depth = 0; depth < 50; depth++) deep = { type: 'call', name: 'abs', args: [deep] };
    format(deep, 10);
    assert.ok(reads < 20, `the text is read ${reads} times`);
  });

  it('keeps a comment in raw text from swallowing what follows', () => {
    const raw: Node = { type: 'raw', text: 'up + 1 # one "more"' };
    const one: Node = { type: 'number', value: 1 };
    for (const node of [
      { type: 'binary', op: '*', left: raw, right: raw },
      { type: 'call', name: 'clamp_max', args: [raw, one] },
      { type: 'aggregate', op: 'sum', of: raw },
      { type: 'negate', of: raw },
      { type: 'subquery', of: raw, window: '5m', step: '1m' },
    ] satisfies Node[])
      for (const text of [print(node), format(node, 1), format(node, 24)])
        assert.notEqual(parse(text).type, 'problem', text);
    assert.equal(print(raw), raw.text);
    assert.equal(
      print({ type: 'call', name: 'abs', args: [{ type: 'raw', text: 'a{b="#"}' }] }),
      'abs(a{b="#"})',
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
