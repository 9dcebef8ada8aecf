import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, type TestContext, test } from 'node:test';
import { judge } from '../../../scripts/drill/judge.ts';
import { type Played, type PlayOptions, play } from '../../../scripts/drill/play.ts';
import { drillReport } from '../../../scripts/drill/report.ts';
import type { DrillScenario } from '../../../scripts/drill/scenario.ts';
import { drillScenarios } from '../../../scripts/drill/scenarios/index.ts';
import { project } from '../../../scripts/project.ts';
import { Failure } from '../../../src/model/failure.ts';
import { withoutAlertmanager } from '../../support/amtool.ts';
import { withoutPrometheus } from '../../support/promtool.ts';

// Real servers, and a world thirty times as fast with an hour of past: without one, an error budget of hours would be judged by minutes.

const perform = (scenario: DrillScenario, change: Partial<PlayOptions> = {}): Promise<Played> =>
  play({
    project,
    scenario,
    factor: 30,
    seed: 1,
    hours: 1,
    show: () => {},
    say: () => {},
    signal: new AbortController().signal,
    ...change,
  });

const children = (): string =>
  spawnSync('ps', ['-o', 'args=', '--ppid', String(process.pid)], { encoding: 'utf8' }).stdout;
const workspaces = (): readonly string[] =>
  readdirSync(tmpdir()).filter((name) => name.startsWith(`sightline-${process.pid}-`));

/** The failure of a drill that could not even begin on this machine. Any other is thrown. */
function tooBusy(error: unknown): Failure {
  if (error instanceof Failure && error.message.startsWith('this machine is too busy')) return error;
  throw error;
}

/** A machine that could not keep up says nothing of alerts: that is told, and neither a failure nor a pass. */
function judged(
  context: TestContext,
  name: string,
  scenario: DrillScenario,
  played: Played | Failure,
): played is Played {
  if (played instanceof Failure) {
    context.skip(played.message);
    return false;
  }
  if (!played.passed && played.strain) {
    context.skip(`${played.strain.says}; ${played.strain.next}`);
    return false;
  }
  assert.ok(played.passed, drillReport(name, scenario, played));
  return true;
}

describe('a drill', { skip: withoutPrometheus || withoutAlertmanager }, () => {
  test('ends what it had started when it is interrupted', async () => {
    const controller = new AbortController();
    const say = (line: string) => {
      if (line.startsWith('waiting')) controller.abort();
    };
    const scenario = drillScenarios['corrupt-config'] as DrillScenario;
    await assert.rejects(perform(scenario, { say, signal: controller.signal }), { name: 'AbortError' });
    assert.doesNotMatch(children(), /prometheus|alertmanager|responder/);
    assert.deepEqual(workspaces(), []);
  });

  test('of a configuration that is corrupt: security is called, and hears of its end', async (context) => {
    const scenario = drillScenarios['corrupt-config'] as DrillScenario;
    const shown: number[] = [];
    const played = await perform(scenario, { show: (_, now) => shown.push(now) }).catch(tooBusy);
    if (!judged(context, 'corrupt-config', scenario, played)) return;
    assert.ok(shown.length > 5, 'it is shown as it grows');
    const order = ['happens', 'is pending', 'fires', 'is over'].map(
      (what) => played.steps.find((step) => step.what === what)?.at ?? Number.NaN,
    );
    assert.deepEqual(
      order,
      order.toSorted((one, other) => one - other),
    );
    // The rule waits for half a minute of the world, and Alertmanager for no more than a few seconds.
    assert.ok((order[2] ?? 0) - (order[1] ?? 0) >= 15 && (order[2] ?? 0) < 120, String(order));

    // The same events are a failure where something else is wanted.
    const silent = judge(project, { ...scenario, alerts: [] }, played.events);
    assert.deepEqual([silent.passed, silent.unexpected], [false, scenario.alerts.map(({ alert }) => alert)]);
    const other = { ...scenario, alerts: [...scenario.alerts, { alert: 'FrameworkUnavailable', to: [] }] };
    assert.equal(judge(project, other, played.events).passed, false);
    assert.doesNotMatch(children(), /prometheus|alertmanager|responder/);
  });

  // Two minutes more: played when asked for.
  const unasked = process.env.DRILLS ? false : 'DRILLS=1 npm test -- drill plays them';
  const automation =
    'of answers that take seconds: automation acts, asks where it must, and takes back what it did';
  test(automation, { skip: unasked }, async (context) => {
    const scenario = drillScenarios.slow as DrillScenario;
    const played = await perform(scenario).catch(tooBusy);
    if (!judged(context, 'slow', scenario, played)) return;
    const taken = played.events.flatMap((e) => (e.type === 'action' ? [`${e.action} ${e.event}`] : []));
    assert.ok(
      taken.includes('enable_auto_scaling succeeded') && taken.includes('enable_auto_scaling undone'),
    );
    assert.ok(!taken.includes('reduce_quality_gate_scope succeeded'), 'nobody had approved of it');
    assert.deepEqual(workspaces(), []);
  });
});
