import assert from 'node:assert/strict';
import { test } from 'node:test';
import { counter, gauge, histogram, job, oneOf, upTo } from '../../src/builders/metric.ts';
import type { Check } from '../../src/checks/check.ts';
import { runChecks } from '../../src/checks/run.ts';
import type { Dashboard, PlacedPanel } from '../../src/model/dashboard.ts';
import type { Panel } from '../../src/model/panel.ts';
import type { Problem } from '../../src/model/problem.ts';
import type { Project } from '../../src/model/project.ts';
import type { AlertRule, Recording, Rule } from '../../src/model/rule.ts';
import type { Vector } from '../../src/model/vector.ts';
import { raw } from '../../src/promql/raw.ts';

export const framework = job({
  name: 'framework',
  targets: ['a:9464', 'b:9464'],
  interval: '15s',
  labels: { environment: oneOf('production', 'staging') },
  emitter: 'ours',
  help: 'The framework.',
});
export const github = job({
  name: 'github',
  targets: ['c:9464'],
  interval: '30s',
  emitter: 'ours',
  help: 'GitHub.',
});

export const executions = counter({
  name: 'framework_command_executions_total',
  help: 'Executed commands.',
  unit: 'count',
  labels: {
    command_type: upTo(24, 'task', 'swarm'),
    status: oneOf('success', 'failure', 'timeout'),
    user_id: upTo(200),
  },
  budget: 4000,
  job: framework,
});
export const health = gauge({
  name: 'framework_health_status',
  help: 'Health.',
  unit: 'state',
  labels: { component: oneOf('api', 'auth') },
  job: framework,
});
export const response = histogram({
  name: 'framework_response_time_seconds',
  help: 'Response time.',
  unit: 'seconds',
  labels: { operation_type: upTo(8, 'read') },
  buckets: [0.1, 0.2, 0.5, 1],
  job: framework,
});
export const operations = counter({
  name: 'framework_github_operations_total',
  help: 'Operations.',
  unit: 'count',
  labels: { outcome: oneOf('success', 'failure') },
  job: github,
});

export const metrics = [executions, health, response, operations];

/** A query written by hand. */
export const text = (query: string, labels: readonly string[] = []): Vector =>
  raw('count', labels)(Object.assign([query], { raw: [query] }));

const asVector = (query: Vector | string): Vector => (typeof query === 'string' ? text(query) : query);

/** A panel with one query. */
export function panel(
  query: Vector | string,
  change: Partial<Panel> = {},
  place: Partial<PlacedPanel> = {},
): PlacedPanel {
  const vector = asVector(query);
  return {
    id: 1,
    at: { x: 0, y: 0, w: 12, h: 8 },
    row: 'Overview',
    ...place,
    panel: {
      type: 'timeseries',
      title: 'Rate',
      description: 'How many?',
      unit: vector.unit,
      series: [{ query: vector, legend: '', refId: 'A', instant: false }],
      key: 'rate',
      answers: [],
      width: 12,
      height: 8,
      links: [],
      json: {},
      ...change,
    },
  };
}

export const dashboard = (change: Partial<Dashboard> = {}): Dashboard => ({
  uid: 'operations',
  title: 'Operations',
  description: 'Operators: is it up?',
  variables: [],
  panels: [],
  annotations: [],
  links: [],
  json: {},
  ...change,
});

/** A project of the metrics above and what a case adds. */
export const project = (change: Partial<Project> = {}): Project => ({
  metrics,
  subjects: {},
  rules: [],
  dashboards: [],
  datasources: [],
  prometheus: {
    interval: '15s',
    timeout: '10s',
    evaluation: '15s',
    externalLabels: {},
    alertmanagers: [],
    flags: [],
    jobs: [framework, github],
  },
  folder: { uid: 'sightline', title: 'Sightline' },
  ...change,
});

/** A project with one panel. */
export const shown = (query: Vector | string, change: Partial<Panel> = {}): Project =>
  project({ dashboards: [dashboard({ panels: [panel(query, change)] })] });

export const recording = (
  record: string,
  query: Vector | string,
  labels: Recording['labels'] = {},
): Recording => ({
  type: 'record',
  record,
  query: asVector(query),
  help: 'A number.',
  labels,
});

export const alerting = (query: Vector | string, change: Partial<AlertRule> = {}): AlertRule => ({
  type: 'alert',
  alert: 'Alarm',
  query: asVector(query),
  severity: 'high',
  level: '2',
  labels: {},
  annotations: {},
  ...change,
});

/** A project with one rule group, evaluated every 15 seconds unless told. */
export const ruled = (rules: readonly Rule[], interval = '15s'): Project =>
  project({ rules: [{ name: 'commands', groups: [{ name: 'main', interval, rules }] }] });

/** Path (where it is not the only one), message, and the underlined part of the query. */
export type Said = readonly [message: string, underlined?: string];

const said = ({ message, query }: Problem): Said =>
  query ? [message, query.text.slice(...query.place)] : [message];

/** Runs a table of projects through one check. Keys are sentences; no `says` means that the check stays silent. */
export function tells(
  check: Check,
  cases: Readonly<Record<string, { readonly of: Project; readonly says?: readonly Said[] }>>,
): void {
  for (const [sentence, { of, says = [] }] of Object.entries(cases))
    test(`${check.id}: ${sentence}`, () => {
      assert.deepEqual(runChecks(of, { checks: [check] }).map(said), says);
    });
}
