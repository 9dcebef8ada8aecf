import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { DrillEvent } from '../../../scripts/drill/event.ts';
import { judge } from '../../../scripts/drill/judge.ts';
import { drillReport } from '../../../scripts/drill/report.ts';
import type { DrillScenario } from '../../../scripts/drill/scenario.ts';
import { strainOf } from '../../../scripts/drill/strain.ts';
import { project } from '../../../scripts/project.ts';
import type { PrometheusApi } from '../../../src/providers/prometheus.ts';

const alert = 'FrameworkConfigurationCorruption';
const scenario: DrillScenario = {
  says: 'The permissions are not what was signed.',
  faults: [{ fault: 'corrupt-config', for: '3m' }],
  alerts: [{ alert, to: ['incidents'] }],
};
const happens: DrillEvent = { type: 'fault', at: 0, fault: 'corrupt-config', over: false };
const pending: DrillEvent = { type: 'alert', at: 16, alert, labels: {}, state: 'pending' };
const firing: DrillEvent = { type: 'alert', at: 46, alert, labels: {}, state: 'firing' };

const report = (events: readonly DrillEvent[], strain?: { readonly says: string; readonly next: string }) =>
  drillReport('corrupt-config', scenario, {
    ...judge(project, scenario, events),
    events,
    took: 2000,
    ...(strain && { strain }),
  });

describe('the report of a drill that fails', () => {
  test('names the first step that is missing, what was seen instead, and where to look', () => {
    const text = report([happens, pending]);
    assert.match(text, /^The first step that is missing: FrameworkConfigurationCorruption fires\.$/m);
    assert.match(text, /^Seen of FrameworkConfigurationCorruption instead: pending at 0m 16s\.$/m);
    assert.match(text, /^Look at the rule FrameworkConfigurationCorruption in alerts\//m);
  });

  test('points to the routes where an alert fires and nobody hears of it', () => {
    const text = report([happens, pending, firing]);
    assert.match(text, /is missing: FrameworkConfigurationCorruption is told to incidents by webhook\.$/m);
    assert.match(text, /^Look at the routes and inhibitions/m);
  });

  test('says so where nothing was seen at all', () => {
    assert.match(report([happens]), /instead: nothing at all\.$/m);
  });

  test('says that the machine is too busy, and how to go slower', () => {
    const text = report([happens], { says: 'this machine is too busy at factor 30', next: '--factor 10' });
    assert.match(
      text,
      /^this machine is too busy at factor 30\.\nnext: npm run drill -- corrupt-config --factor 10$/m,
    );
    assert.match(text, /not judged: this machine is too busy$/m);
  });
});

describe('a machine', () => {
  const counted = async (failed: number, missed: number) => {
    const answers: readonly (readonly [RegExp, number])[] = [
      [/count_over_time/, 1000],
      [/sum_over_time/, 1000 - failed],
      [/missed_total/, missed],
      [/iterations_total/, 500],
    ];
    const asked: string[] = [];
    const query = async (text: string) => {
      asked.push(text);
      return [{ labels: {}, value: answers.find(([about]) => about.test(text))?.[1] ?? 0 }];
    };
    const api = { query } as unknown as PrometheusApi;
    const strain = await strainOf(api, { seconds: 20.4, factor: 30, faults: ['gone', 'slow'] });
    assert.match(asked[0] ?? '', /up\{job!~"claude-framework"\}\[21s\]/);
    return strain?.says;
  };

  test('that keeps up is not strained', async () => assert.equal(await counted(10, 10), undefined));
  test('that scrapes too late is', async () =>
    assert.match((await counted(11, 0)) ?? '', /at factor 30: 11 of 1000 scrapes failed$/));
  test('that leaves evaluations out is', async () =>
    assert.match((await counted(0, 11)) ?? '', /: 11 of 500 evaluations were left out$/));
});
