import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { drillScenarios, unseen } from '../../../scripts/drill/scenarios/index.ts';
import { shorten } from '../../../scripts/drill/shorten.ts';
import { project } from '../../../scripts/project.ts';
import { secondsOf } from '../../../src/model/duration.ts';
import type { AlertRule } from '../../../src/model/rule.ts';
import { receiversFor } from '../../../src/routing/evaluate.ts';

const rules = project.rules.flatMap(({ groups }) => groups.flatMap((group) => group.rules));
const alerts = rules.filter((rule): rule is AlertRule => rule.type === 'alert');
const names = new Set(alerts.map(({ alert }) => alert));
const scenarios = Object.entries(drillScenarios);
const shown = new Set(scenarios.flatMap(([, { alerts: expected }]) => expected.map(({ alert }) => alert)));

test('every alert is shown by a drill, or it is said why not', () => {
  // Every drill waits for the Watchdog before it begins.
  const known = [...shown, ...Object.keys(unseen), 'Watchdog'];
  assert.deepEqual([...names].filter((name) => !known.includes(name)).sort(), []);
});

test('no alert is said to be unseen that a drill shows, or that is gone', () => {
  assert.deepEqual(
    Object.keys(unseen).filter((name) => shown.has(name) || !names.has(name)),
    [],
  );
});

describe('a scenario', () => {
  for (const [name, scenario] of scenarios) {
    test(`${name} names alerts that exist, and receivers that hear of them`, () => {
      for (const other of scenario.may ?? []) assert.ok(names.has(other), other);
      for (const { alert, labels = {}, to } of scenario.alerts) {
        const found = alerts.filter(
          (rule) =>
            rule.alert === alert &&
            Object.entries(labels).every(([label, value]) => rule.labels[label] === value),
        );
        assert.ok(found.length > 0, alert);
        for (const rule of found) {
          const full = { alertname: alert, environment: 'production', ...rule.labels };
          const heard = project.routing && receiversFor(project.routing.root, full);
          assert.ok(heard, alert);
          for (const receiver of to) assert.ok(heard.includes(receiver), `${receiver} hears of ${alert}`);
        }
      }
    });

    test(`${name} lasts long enough for what it expects`, () => {
      const longest = Math.max(...scenario.faults.map((each) => secondsOf(each.for)));
      for (const { alert, labels = {} } of scenario.alerts)
        for (const rule of alerts) {
          if (rule.alert !== alert) continue;
          if (Object.entries(labels).some(([label, value]) => rule.labels[label] !== value)) continue;
          assert.ok(longest > (rule.for ? secondsOf(rule.for) : 0), alert);
        }
    });
  }
});

test('a shortened project tells whom the project tells', () => {
  const short = shorten(project, 30);
  for (const rule of alerts) {
    const labels = { alertname: rule.alert, environment: 'production', ...rule.labels };
    assert.deepEqual(
      short.routing && receiversFor(short.routing.root, labels),
      project.routing && receiversFor(project.routing.root, labels),
    );
  }
});
