import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runChecks } from '../../src/checks/run.ts';
import type { Vector } from '../../src/model/vector.ts';
import { sum } from '../../src/promql/aggregate.ts';
import { ratio } from '../../src/promql/arithmetic.ts';
import { above, atLeast } from '../../src/promql/comparison.ts';
import { histogramQuantile } from '../../src/promql/functions.ts';
import { increase, rate } from '../../src/promql/range.ts';
import { where } from '../../src/promql/select.ts';
import { and } from '../../src/promql/sets.ts';
import { percent } from '../../src/promql/units.ts';
import { alerting, dashboard, executions, panel, project, recording, response } from './fixture.ts';

const by = ['environment', 'command_type'] as const;
const share = (): Vector =>
  ratio(
    sum(rate(where(executions, { status: 'failure' }), '5m'), { by }),
    sum(rate(executions, '5m'), { by }),
  );
const tooMany = (): Vector =>
  and(
    above(ratio(sum(rate(executions, '5m'), { by }), sum(rate(executions, '5m'), { by })), percent(5)),
    atLeast(sum(increase(executions, '5m'), { by }), 5),
  );
const p95 = (): Vector =>
  histogramQuantile(0.95, sum(rate(response.bucket, '5m'), { by: ['environment', 'le'] }));

const times = <Item>(count: number, make: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => make(index));

test('10,000 rules and 20,000 queries of panels are checked in a moment', (context) => {
  const groups = times(1000, (group) => ({
    name: `g${group}`,
    interval: '15s',
    rules: times(10, (rule) =>
      rule % 2
        ? alerting(tooMany(), { alert: `Alarm${group}_${rule}` })
        : recording(`environment:m${group}:p95_${rule}`, p95()),
    ),
  }));
  const dashboards = times(1000, (board) =>
    dashboard({
      uid: `d${board}`,
      title: `D${board}`,
      panels: times(20, (index) =>
        panel(
          index % 2 ? share() : p95(),
          { key: `k${index}` },
          { id: index + 1, at: { x: (index % 2) * 12, y: Math.floor(index / 2) * 8, w: 12, h: 8 } },
        ),
      ),
    }),
  );
  const big = project({ dashboards, rules: [{ name: 'all', groups }] });
  const start = performance.now();
  assert.deepEqual(runChecks(big), []);
  const took = performance.now() - start;
  context.diagnostic(`${Math.round(took)} ms`);
  // Ten times what it takes on a quiet machine.
  assert.ok(took < 6000, `${took} ms`);
});
