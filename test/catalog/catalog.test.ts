import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { describe, test } from 'node:test';
import { responseTime } from '../../catalog/availability.ts';
import { timeToDetect, timeToResolve } from '../../catalog/incidents.ts';
import { exposedBy, jobs, metrics, ownJobs, subjects } from '../../catalog/index.ts';

/** What the specification lists as metrics to collect, but for the two that are rules over counters. */
const specified = [
  'command_executions_total',
  'command_duration_seconds',
  'module_delegation_count',
  'quality_gate_checks_total',
  'test_coverage_percentage',
  'github_issues_created_total',
  'session_duration_seconds',
  'response_time_seconds',
  'resource_utilization_percentage',
  'framework_health_status',
  'concurrent_sessions_active',
  'memory_usage_bytes',
  'framework_command_executions_total',
  'framework_command_duration_seconds',
  'framework_active_sessions',
  'framework_quality_gate_checks_total',
];

/** The most series that one process may expose, with room for some metrics more. A scrape of 25,000 is dropped whole. */
const planned = {
  'claude-framework': 12_000,
  'github-integration': 1_000,
  'claude-framework-ops': 1_000,
} as const;

const own = metrics.filter((metric) => metric.job.emitter === 'ours');

describe('catalog', () => {
  test('every metric of the specification is there, by its name or as an alias', () => {
    const names = new Set(metrics.flatMap((metric) => [metric.name, ...metric.aliases]));
    assert.deepEqual(
      specified.filter((name) => !names.has(name)),
      [],
    );
  });

  test('a name or alias means one metric', () => {
    const names = metrics.flatMap((metric) => [metric.name, ...metric.aliases]);
    assert.deepEqual(
      names.filter((name, at) => names.indexOf(name) !== at),
      [],
    );
  });

  test('every subject file is a subject, under the same name', () => {
    const shared = ['buckets', 'index', 'jobs', 'labels', 'log-events', 'secrets', 'views'];
    const files = readdirSync(new URL('../../catalog', import.meta.url))
      .filter((file) => file.endsWith('.ts'))
      .map((file) => file.replace(/\.ts$/, ''))
      .filter((file) => !shared.includes(file));
    assert.deepEqual(Object.keys(subjects).toSorted(), files.toSorted());
    for (const [subject, list] of Object.entries(subjects)) assert.notEqual(list.length, 0, subject);
  });

  for (const job of ownJobs)
    test(`a process of ${job.name} stays within the series it is planned for`, () => {
      const series = exposedBy(job).reduce(
        (all, each) => all + each.budget * (each.kind === 'histogram' ? each.buckets.length + 3 : 1),
        0,
      );
      const most = planned[job.name];
      assert.ok(
        series <= most,
        `${series} series where ${most} are planned: lower a budget, drop a label or a bucket, or, when the growth is meant, raise the figure for ${job.name} in this file`,
      );
    });

  test('every endpoint of ours exposes something, and every metric of ours has an endpoint', () => {
    const exposed = new Set(ownJobs.flatMap((job) => exposedBy(job)));
    assert.deepEqual(
      own.filter((metric) => !exposed.has(metric)).map((metric) => metric.name),
      [],
    );
    for (const job of ownJobs) assert.ok(exposedBy(job).length > 1, job.name);
    const tools = jobs.filter((job) => job.emitter === 'tool').flatMap((job) => exposedBy(job));
    assert.ok(tools.every((metric) => metric.job.emitter === 'tool'));
  });

  test('help is one sentence', () => {
    for (const { name, help } of metrics) assert.match(help, /^[A-Z0-9][^\n]+\.$/, name);
  });

  const endings = [
    ['_total', 'counter'],
    ['_timestamp_seconds', 'timestamp'],
    ['_seconds', 'seconds'],
    ['_bytes', 'bytes'],
    ['_percentage', 'percent'],
    ['_usd_total', 'usd'],
    ['_score', 'score'],
  ] as const;
  for (const metric of metrics) {
    test(`${metric.name} is what its name says`, () => {
      assert.equal(metric.name.endsWith('_total'), metric.kind === 'counter');
      const [, unit] = endings.find(([ending]) => ending !== '_total' && metric.name.endsWith(ending)) ?? [];
      if (unit) assert.equal(metric.unit, unit);
      if (metric.kind === 'histogram') {
        assert.deepEqual(
          metric.buckets,
          [...new Set(metric.buckets)].toSorted((a, b) => a - b),
        );
      }
    });
  }

  test('thresholds that are compared are bucket bounds', () => {
    for (const bound of [0.2, 0.3, 0.5] as const) assert.ok(responseTime.buckets.includes(bound));
    assert.ok(timeToDetect.buckets.includes(300));
    assert.ok(timeToResolve.buckets.includes(900));
  });
});
