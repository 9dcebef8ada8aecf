import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Check } from '../../src/checks/check.ts';
import { checks } from '../../src/checks/index.ts';
import { Memory } from '../../src/checks/memory.ts';
import { runChecks } from '../../src/checks/run.ts';
import type { Project } from '../../src/model/project.ts';
import { sum } from '../../src/promql/aggregate.ts';
import { rate } from '../../src/promql/range.ts';
import { raw } from '../../src/promql/raw.ts';
import { alerting, dashboard, executions, health, panel, project, recording } from './fixture.ts';

// Whatever is edited: a process that remembers its last look finds what a new one finds.

// Raw text reads series by name: no import tells who must be looked at again.
const half = recording(
  'environment:executions:half',
  raw('count/s', ['environment'])`environment:executions:rate5m / 2`,
);
const recorded = (label: 'environment' | 'command_type') => ({
  name: 'recorded',
  groups: [
    {
      name: 'a',
      interval: '30s',
      rules: [recording('environment:executions:rate5m', sum(rate(executions, '5m'), { by: [label] })), half],
    },
  ],
});
const reading = {
  name: 'reading',
  groups: [
    {
      name: 'b',
      interval: '30s',
      rules: [alerting('sum by (environment) (environment:executions:half) > 5')],
    },
  ],
};
const board = dashboard({
  uid: 'reader',
  title: 'Reader',
  panels: [panel('sum by (environment) (environment:executions:rate5m)')],
});
const other = dashboard({ uid: 'other', title: 'Other', panels: [panel('framework_health_status')] });
// A sound project: what has a problem is not remembered.
const first = project({ dashboards: [board, other], rules: [recorded('environment'), reading] });

/** Definitions that were looked at. */
function looked(of: Project, memory: Memory): readonly string[] {
  const seen = new Set<string>();
  const spy: Check = {
    id: 'spy',
    severity: 'error',
    query({ asker }) {
      seen.add('file' in asker ? asker.file.name : asker.dashboard.uid);
      return [];
    },
  };
  const found = runChecks(of, { checks: [...checks, spy], memory });
  assert.deepEqual(found, runChecks(of));
  return [...seen].sort();
}

function afterLook(): Memory {
  const memory = new Memory();
  assert.deepEqual(looked(first, memory), ['other', 'reader', 'reading', 'recorded']);
  return memory;
}

test('nothing changed: nothing is looked at', () => {
  assert.deepEqual(looked(first, afterLook()), []);
});

test('a dashboard changed: it alone is looked at', () => {
  assert.deepEqual(looked({ ...first, dashboards: [{ ...board }, other] }, afterLook()), ['reader']);
});

test('a rule file changed, and not what it records: it alone is looked at', () => {
  assert.deepEqual(looked({ ...first, rules: [recorded('environment'), reading] }, afterLook()), [
    'recorded',
  ]);
});

test('a recorded series lost a label: those who read it are looked at, also through another recording', () => {
  const memory = afterLook();
  const edited = { ...first, rules: [recorded('command_type'), reading] };
  assert.deepEqual(looked(edited, memory), ['reader', 'reading', 'recorded']);
  assert.ok(runChecks(edited).length > 0);
});

test('what has a problem is looked at until it has none', () => {
  const memory = afterLook();
  const edited = { ...first, rules: [recorded('command_type'), reading] };
  looked(edited, memory);
  assert.deepEqual(looked(edited, memory), ['reader', 'recorded']);
  looked(first, memory);
  assert.deepEqual(looked(first, memory), []);
});

test('a metric is gone: those who read it are looked at', () => {
  const metrics = first.metrics.filter(({ name }) => name !== health.name);
  assert.ok(looked({ ...first, metrics }, afterLook()).includes('other'));
});

test('a metric is new: those who read that name are looked at', () => {
  const without = { ...first, metrics: first.metrics.filter(({ name }) => name !== executions.name) };
  const memory = new Memory();
  looked(without, memory);
  assert.ok(looked(first, memory).includes('recorded'));
});

test('Prometheus runs otherwise: everything is looked at', () => {
  const prometheus = { ...first.prometheus, evaluation: '1m' };
  assert.equal(looked({ ...first, prometheus }, afterLook()).length, 4);
});
