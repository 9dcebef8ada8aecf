import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { above, alert, ms, ruleFile, ruleGroup } from '#lib';
import { responseP95 } from '../../../alerts/performance.ts';
import {
  type QuietDay,
  quietDayReport,
  replayQuietDay,
  stretches,
} from '../../../scripts/drill/quiet-day.ts';
import { project } from '../../../scripts/project.ts';
import { withoutPrometheus } from '../../support/promtool.ts';

/** An alert that no calm day is quiet enough for: the replay has to find it. */
const nervous = alert({
  alert: 'NervousResponseTime',
  when: above(responseP95, ms(1)),
  for: '30m',
  severity: 'high',
  summary: 'Answers take more than a millisecond.',
  description: 'They always do.',
  shownBy: { dashboard: 'operations-monitoring', panel: 'response-time' },
});
const nervousRules = ruleFile({
  name: 'nervous',
  groups: [ruleGroup({ name: 'nervous', interval: '1m', rules: [nervous] })],
});

test('moments make stretches, and a gap ends one', () => {
  assert.deepEqual(stretches([60, 120, 180, 600, 660], 60), [
    [60, 180],
    [600, 660],
  ]);
  assert.deepEqual(stretches([], 60), []);
});

// Every five minutes, which sees less than `npm run drill -- quiet-day` does in some minutes: nothing that lasts for less.
// Whole drills are played when asked for.
const unasked = process.env.DRILLS ? false : 'DRILLS=1 npm test -- drill plays it';

describe('a quiet day of 24 hours, replayed through a real Prometheus', {
  skip: withoutPrometheus || unasked,
}, () => {
  let day: QuietDay;
  before(async () => {
    day = await replayQuietDay({
      project: { ...project, rules: [...project.rules, nervousRules] },
      seed: 1,
      hours: 24,
      step: 300,
      say: () => {},
      signal: new AbortController().signal,
    });
  });

  test('raises nothing above low', () => {
    const above = day.firings.filter(
      ({ severity, alert: name }) => severity !== 'low' && name !== nervous.alert,
    );
    assert.deepEqual(above, [], quietDayReport(day).text);
  });

  test('was asked for every alert, at every moment', () => {
    const alerts = project.rules.flatMap(({ groups }) =>
      groups.flatMap(({ rules }) => rules.filter(({ type }) => type === 'alert')),
    );
    // The Watchdog fires always, and the nervous one is ours.
    assert.equal(day.alerts, alerts.length - 1 + 1);
    assert.equal(day.moments, (23 * 3600) / 300 + 1);
  });

  test('finds an alert that is too nervous, and says when it began', () => {
    const [found] = day.firings.filter(({ alert: name }) => name === nervous.alert);
    assert.ok(found && found.to - found.from > 20 * 3600);
    assert.equal(day.passed, false);
    assert.match(quietDayReport(day).text, /^NervousResponseTime +high +01:30/m);
  });
});
