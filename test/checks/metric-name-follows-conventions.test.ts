import assert from 'node:assert/strict';
import { test } from 'node:test';
import { metricNameFollowsConventions } from '../../src/checks/metric-name-follows-conventions.ts';
import { runChecks } from '../../src/checks/run.ts';
import type { Metric } from '../../src/model/metric.ts';
import { executions, framework, health, metrics, project, tells } from './fixture.ts';

tells(metricNameFollowsConventions, {
  'a counter without _total': {
    of: project({ metrics: [{ ...executions, name: 'framework_executions' as never }] }),
    says: [['the counter framework_executions does not end in _total']],
  },
  'a gauge with _total': {
    of: project({ metrics: [{ ...health, name: 'framework_health_total' as never }] }),
    says: [['framework_health_total ends in _total, and is a gauge']],
  },
  'an ending that belongs to histograms': {
    of: project({ metrics: [{ ...health, name: 'framework_module_count' as never }] }),
    says: [['framework_module_count ends in _count, which belongs to the series of histograms']],
  },
  milliseconds: {
    of: project({
      metrics: [{ ...health, name: 'framework_latency_milliseconds' as never, unit: 'seconds' as never }],
    }),
    says: [['framework_latency_milliseconds is in milliseconds, which is no base unit']],
  },
  'a unit that the name does not say': {
    of: project({ metrics: [{ ...health, name: 'framework_memory' as never, unit: 'bytes' as never }] }),
    says: [['framework_memory is in bytes, and its name does not end with it']],
  },
  'a capital': {
    of: project({ metrics: [{ ...health, name: 'framework_Health' as never }] }),
    says: [['framework_Health is not snake_case']],
  },
  'a name that Prometheus refuses is told by another check': {
    of: project({ metrics: [{ ...health, name: 'framework:Health' as never }] }),
  },
  'good names, and names of tools': {
    of: project({
      metrics: [
        ...metrics,
        { ...health, name: 'node_cpu_count' as never, job: { ...framework, emitter: 'tool' } },
      ],
    }),
  },
});

test('metric-name-follows-conventions: a name that is proposed is itself a good one', () => {
  const fixes = (change: Partial<Metric>, of: Metric = health, more: readonly Metric[] = []) =>
    runChecks(project({ metrics: [{ ...of, ...change } as Metric, ...more] }), {
      checks: [metricNameFollowsConventions],
    }).map(({ fix }) => fix);
  assert.deepEqual(fixes({ name: 'frameworkQueue__size' }), ['call it framework_queue_size']);
  assert.deepEqual(fixes({ name: 'framework_errors_count' }, executions), [
    'call it framework_errors_total',
    'call it framework_errors_total, or say it another way',
  ]);
  assert.deepEqual(fixes({ name: 'framework_items_count_total' }), ['call it framework_items']);
  assert.deepEqual(fixes({ name: 'framework_latency_ms', unit: 'seconds' }), [
    'call it framework_latency_seconds, and measure in that: dashboards scale it',
  ]);
  assert.deepEqual(fixes({ name: 'framework_wait_ms_total', unit: 'seconds' }, executions), [
    'call it framework_wait_seconds_total, and measure in that: dashboards scale it',
  ]);
  // Nothing is left of the name, or the better one is taken.
  assert.deepEqual(fixes({ name: '_total' }), [
    'write lower-case words joined by single underscores',
    'say what is measured',
  ]);
  assert.deepEqual(fixes({ name: 'framework_health_status_total' }, health, [health]), [
    'say what is measured',
  ]);
});
