import assert from 'node:assert/strict';
import { test } from 'node:test';
import { metricIsKnown } from '../../src/checks/metric-is-known.ts';
import { runChecks } from '../../src/checks/run.ts';
import { sum } from '../../src/promql/aggregate.ts';
import { rate } from '../../src/promql/range.ts';
import {
  alerting,
  dashboard,
  executions,
  health,
  panel,
  project,
  recording,
  ruled,
  shown,
  text,
} from './fixture.ts';

const only = { checks: [metricIsKnown] };

test('a problem says which check, where, what, and what to write instead', () => {
  assert.deepEqual(runChecks(shown('sum(cows)'), only), [
    {
      check: 'metric-is-known',
      severity: 'error',
      path: 'dashboards/operations.ts › Rate › A',
      message: 'no metric or recording rule is called cows',
      fix: 'declare cows in the catalog',
      query: { text: 'sum(cows)', place: [4, 8] },
    },
  ]);
});

test('paths name the file, the group and the rule', () => {
  assert.deepEqual(
    runChecks(ruled([alerting('cows > 1'), recording('a:b:c', 'cows')]), only).map(({ path }) => path),
    ['alerts/commands.ts › main › Alarm', 'alerts/commands.ts › main › a:b:c'],
  );
});

test('queries of variables and annotations are looked at too', () => {
  const of = { ...health, name: 'cows', node: { ...health.node, metric: 'cows' } };
  const board = dashboard({
    variables: [
      {
        variable: 'cow',
        title: 'Cow',
        multi: false,
        all: false,
        from: { type: 'label', of, label: 'colour' },
      },
    ],
    annotations: [{ name: 'milking', query: text('changes(cows[1m])') }],
  });
  assert.deepEqual(
    runChecks(project({ dashboards: [board] }), only).map(({ path }) => path),
    ['dashboards/operations.ts › variable cow', 'dashboards/operations.ts › annotation milking'],
  );
});

test('places hold for raw text inside a typed query', () => {
  const query = sum(text('rate( cows[5m] )\n + rate(goats [5m])') as never);
  assert.deepEqual(
    runChecks(shown(query), only).map(({ query: found }) => found?.text.slice(...(found?.place ?? []))),
    ['cows', 'goats'],
  );
});

test('a query that does not parse is told once, and other checks leave it alone', () => {
  assert.deepEqual(
    runChecks(shown('sum(cows')).map(({ check }) => check),
    ['query-parses'],
  );
});

test('exceptions accept problems by check and path, and one that nothing needs is a problem', () => {
  const reason = 'There are cows.';
  const exceptions = [
    { check: 'metric-is-known', path: 'dashboards/operations.ts › Rate', reason },
    { check: 'metric-is-known', path: 'dashboards/farm', reason },
  ];
  assert.deepEqual(runChecks({ ...shown('sum(cows)'), exceptions }, only), [
    {
      check: 'exception-is-needed',
      severity: 'error',
      path: 'dashboards/farm',
      message: 'nothing here breaks metric-is-known any more, and an exception says so',
      fix: 'remove the exception',
    },
  ]);
});

test('a sound project has no problems', () => {
  const variables = [
    {
      variable: 'environment',
      title: 'Environment',
      multi: false,
      all: false,
      from: { type: 'label', of: health, label: 'environment' },
    },
  ] as const;
  const board = dashboard({
    variables,
    panels: [
      panel(sum(rate(executions, '5m'), { by: ['environment'] })),
      panel(
        'framework_health_status{environment="$environment"}',
        { key: 'b' },
        { id: 2, at: { x: 12, y: 0, w: 12, h: 8 } },
      ),
    ],
  });
  const rules = ruled([
    recording(
      'environment:framework_command_executions:rate5m',
      sum(rate(executions, '5m'), { by: ['environment'] }),
    ),
  ]).rules;
  assert.deepEqual(runChecks(project({ dashboards: [board], rules })), []);
});

test('problems stand in the order of the definitions, whichever check found them', () => {
  const panels = [
    panel('cows', { title: 'One', description: '' }),
    panel(
      'sheep',
      { title: 'Two', key: 'two', description: '' },
      { id: 2, at: { x: 12, y: 0, w: 12, h: 8 } },
    ),
  ];
  const paths = runChecks(
    project({
      metrics: [{ ...health, name: 'framework_Health' as never }],
      subjects: {},
      dashboards: [dashboard({ panels })],
      rules: [{ name: 'herd', groups: [{ name: 'main', interval: '15s', rules: [alerting('goats > 1')] }] }],
    }),
  ).map(({ path }) => path);
  assert.deepEqual(paths, [
    'catalog › framework_Health',
    'dashboards/operations.ts › One › A',
    'dashboards/operations.ts › One',
    'dashboards/operations.ts › Two › A',
    'dashboards/operations.ts › Two',
    'alerts/herd.ts › main › Alarm',
  ]);
});
