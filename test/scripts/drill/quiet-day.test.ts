import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { above, alert, ms, ruleFile, ruleGroup } from '#lib';
import { responseP95 } from '../../../alerts/performance.ts';
import { simulateDay } from '../../../scripts/drill/day-series.ts';
import { type QuietDay, quietDayReport, replayQuietDay } from '../../../scripts/drill/quiet-day.ts';
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

test('a day in the notation of promtool is what scrapes of the simulation see', async () => {
  const { signal } = new AbortController();
  const day = await simulateDay({ seed: 1, hours: 0.1, step: 30, signal });
  const up = day.filter(({ name }) => name === 'up');
  assert.deepEqual(
    up.map(({ values }) => values),
    ['1+0x12', '1+0x12', '1+0x12'],
  );
  for (const { series, values } of day) {
    const scrapes = values.split(' ').map((word) => Number(/x(\d+)$/.exec(word)?.[1] ?? 0));
    // `1+0x12` is thirteen samples, `_x12` twelve gaps.
    const all = scrapes.reduce(
      (sum, times, at) => sum + times + (values.split(' ')[at]?.startsWith('_') ? 0 : 1),
      0,
    );
    assert.ok(all <= 13 && all > 0, `${series} ${values}`);
  }
  const again = await simulateDay({ seed: 1, hours: 0.1, step: 30, signal });
  assert.deepEqual(day, again, 'a day is the same whenever it is simulated');
});

// From midnight on, when little happens, which is what a nervous rule misreads: six hours, and with DRILLS=1 the whole day.
// `npm run drill -- quiet-day` looks every minute of it.
const hours = process.env.DRILLS ? 24 : 6;
const step = 120;

describe(`a quiet day of ${hours} hours, lived through by promtool`, { skip: withoutPrometheus }, () => {
  let day: QuietDay;
  before(async () => {
    day = await replayQuietDay({
      project: { ...project, rules: [...project.rules, nervousRules] },
      seed: 1,
      hours,
      step,
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
    assert.equal(day.moments, (hours * 3600) / step + 1);
  });

  test('finds an alert that is too nervous, and says when it began', () => {
    const [found] = day.firings.filter(({ alert: name }) => name === nervous.alert);
    assert.ok(found && found.lasted > (hours - 1) * 3600);
    assert.equal(day.passed, false);
    assert.match(quietDayReport(day).text, /^NervousResponseTime +high +00:3\d/m);
  });
});
