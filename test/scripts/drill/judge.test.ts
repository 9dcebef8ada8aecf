import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { DrillEvent } from '../../../scripts/drill/event.ts';
import { judge } from '../../../scripts/drill/judge.ts';
import { picture } from '../../../scripts/drill/picture.ts';
import type { DrillScenario } from '../../../scripts/drill/scenario.ts';
import { project } from '../../../scripts/project.ts';

const scenario: DrillScenario = {
  says: 'The permissions are not what was signed.',
  faults: [{ fault: 'corrupt-config', for: '3m' }],
  alerts: [{ alert: 'FrameworkConfigurationCorruption', to: ['incidents'] }],
  actions: [{ action: 'enable_circuit_breaker', undone: true }],
};

const labels = { config_name: 'permissions' };
const alert = (at: number, state: 'pending' | 'firing' | 'over', name = 'FrameworkConfigurationCorruption') =>
  ({ type: 'alert', at, alert: name, labels, state }) as const;
const told = (at: number, over: boolean) =>
  ({
    type: 'told',
    at,
    alert: 'FrameworkConfigurationCorruption',
    labels,
    receiver: 'incidents',
    way: 'webhook',
    over,
  }) as const;
const action = (at: number, event: 'succeeded' | 'undone') =>
  ({ type: 'action', at, action: 'enable_circuit_breaker', event, note: '' }) as const;
const all: readonly DrillEvent[] = [
  { type: 'fault', at: 0, fault: 'corrupt-config', over: false },
  alert(10, 'pending'),
  alert(40, 'firing'),
  told(45, false),
  action(50, 'succeeded'),
  { type: 'fault', at: 180, fault: 'corrupt-config', over: true },
  alert(200, 'over'),
  told(210, true),
  action(330, 'undone'),
];
const missing = (events: readonly DrillEvent[], of: DrillScenario = scenario): readonly string[] =>
  judge(project, of, events)
    .steps.filter(({ at }) => at === undefined)
    .map((step) => `${step.of} ${step.what}`);

describe('a drill', () => {
  test('passes when everything happened', () => {
    const verdict = judge(project, scenario, all);
    assert.equal(verdict.passed, true);
    assert.deepEqual(
      verdict.steps.map(({ what, at }) => `${at}: ${what}`),
      [
        '0: happens',
        '10: is pending',
        '40: fires',
        '45: is told to incidents by webhook',
        '200: is over',
        '210: is told as over to incidents by webhook',
        '50: is done',
        '330: is taken back',
      ],
    );
  });

  const name = 'FrameworkConfigurationCorruption';
  const sentences: readonly (readonly [number, string])[] = [
    [1, `${name} is pending`],
    [3, `${name} is told to incidents by webhook`],
    [4, 'enable_circuit_breaker is done'],
    [6, `${name} is over`],
    [7, `${name} is told as over to incidents by webhook`],
    [8, 'enable_circuit_breaker is taken back'],
  ];
  for (const [left, sentence] of sentences)
    test(`fails unless ${sentence}`, () => {
      const events = all.filter((_, at) => at !== left);
      assert.deepEqual(missing(events), [sentence]);
      assert.equal(judge(project, scenario, events).passed, false);
    });

  test('fails when an alert fires that nobody expects, and passes when it may', () => {
    const events = [...all, alert(60, 'firing', 'FrameworkErrorRateHigh')];
    const verdict = judge(project, scenario, events);
    assert.deepEqual([verdict.passed, verdict.unexpected], [false, ['FrameworkErrorRateHigh']]);
    assert.equal(judge(project, { ...scenario, may: ['FrameworkErrorRateHigh'] }, events).passed, true);
  });

  test('does not mind alerts that were pending only, nor the Watchdog', () => {
    const events = [...all, alert(60, 'pending', 'FrameworkErrorRateHigh'), alert(0, 'firing', 'Watchdog')];
    assert.equal(judge(project, scenario, events).passed, true);
  });

  test('does not take the end of an earlier alert for that of its own', () => {
    const early = [told(1, true), alert(2, 'over'), ...all.filter((e) => e !== all[6] && e !== all[7])];
    assert.deepEqual(missing(early), [`${name} is over`, `${name} is told as over to incidents by webhook`]);
  });

  test('tells alerts of one name apart by their labels', () => {
    const other = { ...scenario, alerts: [{ alert: name, labels: { config_name: 'modules' }, to: [] }] };
    assert.deepEqual(missing(all, other), [`${name} is pending`, `${name} fires`, `${name} is over`]);
  });

  test('does not wait for the end of what lasts', () => {
    const lasting: DrillScenario = { ...scenario, alerts: [{ alert: name, to: ['incidents'], lasts: true }] };
    assert.deepEqual(missing(all.slice(0, 5), lasting), ['enable_circuit_breaker is taken back']);
  });
});

test('a picture shows what happened when', () => {
  assert.equal(
    picture(all, 600),
    `                                              0m         2m          4m         6m          8m
fault corrupt-config                          ▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓
FrameworkConfigurationCorruption              ···████████████████
  incidents                                       ▲               ▽
enable_circuit_breaker                            ●                          ○
`,
  );
});
