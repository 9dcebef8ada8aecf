import assert from 'node:assert/strict';
import { test } from 'node:test';
import { metricIsKnown } from '../../src/checks/metric-is-known.ts';
import { runChecks } from '../../src/checks/run.ts';
import { sum } from '../../src/promql/aggregate.ts';
import { alerting, dashboard, health, panel, project, recording, ruled, shown, tells } from './fixture.ts';

tells(metricIsKnown, {
  'a name that nobody declared gets the nearest one': {
    of: shown('rate(framework_command_execution_total[5m])'),
    says: [
      [
        'no metric or recording rule is called framework_command_execution_total',
        'framework_command_execution_total',
      ],
    ],
  },
  'a name that is like no other': {
    of: shown('cows'),
    says: [['no metric or recording rule is called cows', 'cows']],
  },
  'a histogram is three series, none of which has its name': {
    of: shown('framework_response_time_seconds'),
    says: [
      [
        'framework_response_time_seconds is a histogram, which is no series itself',
        'framework_response_time_seconds',
      ],
    ],
  },
  'a name given as a matcher is a name': {
    of: shown('{__name__="cows"}'),
    says: [['no metric or recording rule is called cows', '{__name__="cows"}']],
  },
  'a metric that the project does not list is unknown, typed or not': {
    of: project({ metrics: [], dashboards: [dashboard({ panels: [panel(health)] })] }),
    says: [['no metric or recording rule is called framework_health_status', 'framework_health_status']],
  },
  'what Prometheus writes itself is known': { of: shown('up * scrape_duration_seconds or ALERTS') },
  'a name with a variable in it, or a pattern, is not known to be missing': {
    of: shown('framework_[[subject]]_total or {__name__=~"framework_.+"}'),
  },
  'a recorded metric is known': {
    of: ruled([
      recording('environment:a:sum', sum(health, { by: ['environment'] })),
      alerting('environment:a:sum > 1'),
    ]),
  },
});

test('metric-is-known: a name of a rule is to be listed in alerts/, that of a metric in the catalog', () => {
  const fixes = (query: string) => runChecks(shown(query), { checks: [metricIsKnown] }).map(({ fix }) => fix);
  assert.deepEqual(fixes('environment:cows:rate5m'), [
    'list its rule in a ruleGroup of alerts/<subject>.ts, or record it there',
  ]);
  assert.deepEqual(fixes('cows'), ['declare cows in the catalog']);
});
