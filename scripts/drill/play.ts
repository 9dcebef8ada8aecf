import { setTimeout as sleep } from 'node:timers/promises';
import { secondsOf } from '../../src/model/duration.ts';
import { Failure } from '../../src/model/failure.ts';
import type { Project } from '../../src/model/project.ts';
import type { AlertEvent, DrillEvent } from './event.ts';
import { besides, judge, type Verdict } from './judge.ts';
import type { DrillScenario } from './scenario.ts';
import { type Stage, startStage } from './stage.ts';
import { type Strain, strainOf } from './strain.ts';
import { watch } from './watch.ts';

/** What a drill is asked for. */
export interface PlayOptions {
  readonly project: Project;
  readonly scenario: DrillScenario;
  /** How much faster everything goes. */
  readonly factor: number;
  readonly seed: number;
  /** Hours of the world before it starts. */
  readonly hours: number;
  /** Shown all events so far, again and again while the scenario is played. */
  show(events: readonly DrillEvent[], now: number): void;
  /** Told what is going on before that, a line each. */
  say(line: string): void;
  readonly signal: AbortSignal;
}

/** What happened in a drill, and what it came to. */
export interface Played extends Verdict {
  readonly events: readonly DrillEvent[];
  /** Seconds of the world that it took. */
  readonly took: number;
  /** Of a drill that failed: what this machine could not keep up with meanwhile. Then nothing is known of the alerts. */
  readonly strain?: Strain;
}

/** Fires always. */
const heartbeat = 'Watchdog';
/** Seconds of the world in which nothing must have happened before a fault may: the window of most rules. */
const calmBefore = 300;

/** Plays a scenario from a calm beginning to its end, and judges it. */
export async function play(options: PlayOptions): Promise<Played> {
  /** Everything since the servers started, by the world's clock. */
  const events: DrillEvent[] = [];
  let stage: Stage | undefined;
  const started = await startStage({
    ...options,
    hear: ({ receiver, way, alerts }) => {
      const at = stage?.world.now() ?? 0;
      events.push(...alerts.map((each): DrillEvent => ({ type: 'told', at, receiver, way, ...each })));
    },
  });
  stage = started;
  const watching = watch(stage, (event) => events.push(event));
  try {
    await calm(stage, events, options);
    return await go(stage, events, options);
  } finally {
    await watching.stop();
    await stage.stop();
  }
}

/** Lets the faults happen, and follows what comes of them until it is all there, or late. */
async function go(stage: Stage, events: readonly DrillEvent[], options: PlayOptions): Promise<Played> {
  const { project, scenario, signal } = options;
  const { world, targets } = stage;
  targets.broken = scenario.targetsBroken ?? false;
  // The moment that the simulation has reached, which may be a step behind the clock.
  const start = world.simulator.clock;
  const injected = scenario.faults.map((each) => world.simulator.inject(each.fault, secondsOf(each.for)));
  const faults = injected.flatMap(({ fault, from, to }): readonly DrillEvent[] => [
    { type: 'fault', at: from, fault, over: false },
    { type: 'fault', at: to, fault, over: true },
  ]);
  const end = Math.max(...injected.map(({ to }) => to));
  const late = end + secondsOf(scenario.patience ?? '30m');
  for (;;) {
    const now = world.now();
    const story = [...faults, ...events]
      .filter((event) => event.at >= start && event.at <= now)
      .filter((event) => !('alert' in event && event.alert === heartbeat))
      .map((event) => ({ ...event, at: event.at - start }))
      .sort((one, other) => one.at - other.at);
    const verdict = judge(project, scenario, story);
    options.show(story, now - start);
    const decided = verdict.passed || verdict.unexpected.length > 0;
    if ((now > end && decided) || now > late) {
      // The window of a rule at the beginning reaches back to what was before.
      const seconds = (now - start + calmBefore) / world.factor;
      const faults = scenario.faults.map(({ fault }) => fault);
      const strain = verdict.passed ? undefined : await strainOf(stage.api, { ...options, seconds, faults });
      return { ...verdict, events: story, took: Math.round(now - start), ...(strain && { strain }) };
    }
    await pause(stage, 500, signal);
  }
}

/** Waits until all is well: the way of an alert to a receiver is open, and for a while nothing fires. */
async function calm(
  stage: Stage,
  events: readonly DrillEvent[],
  { say, signal, factor }: PlayOptions,
): Promise<void> {
  say('waiting until all is calm');
  const begun = stage.world.now();
  // What fired while servers started is remembered for a window, and calm lasts as long again: in a slow world both take their time.
  const wait = Math.max(60, (4 * calmBefore) / factor);
  const deadline = Date.now() + 1000 * wait;
  let told = 0;
  for (;;) {
    const open = events.some((event) => event.type === 'told' && event.alert === heartbeat);
    const news = events.flatMap((e) => (e.type === 'alert' && !besides.includes(e.alert) ? [e] : []));
    for (const { alert, state } of news.slice(told)) say(`before any fault: ${alert} is ${state}`);
    told = news.length;
    const states = new Map(news.map((e) => [`${e.alert} ${JSON.stringify(e.labels)}`, e.state]));
    const firing = [...states].flatMap(([alert, state]) => (state === 'firing' ? [alert] : []));
    const since = Math.max(begun, ...news.filter(({ state }) => state !== 'pending').map(({ at }) => at));
    if (open && firing.length === 0 && stage.world.now() - since > calmBefore) return;
    if (Date.now() > deadline) {
      const strain = await strainOf(stage.api, { seconds: wait, factor, faults: [] });
      if (strain)
        throw new Failure(strain.says, {
          why: `before any fault, all has to be calm for a while, and was not within ${Math.round(wait)} s`,
          next: `npm run drill -- with ${strain.next}`,
        });
      throw new Failure(`after ${Math.round(wait)} s all is not calm, so no fault was injected`, {
        why: open ? restless(firing, news, begun) : unheard,
        next: 'npm run drill -- quiet-day, which tells a rule that is too nervous from a drill that goes wrong',
      });
    }
    await pause(stage, 200, signal);
  }
}

const unheard =
  'the Watchdog, which fires always, has reached no receiver: see its route in alerts/routing.ts';

/** What keeps a world from being calm: what fires, or what came and went. */
function restless(firing: readonly string[], news: readonly AlertEvent[], begun: number): string {
  if (firing.length > 0) return `firing without any fault: ${firing.join(', ')}`;
  const came = news.filter(({ state }) => state === 'firing');
  if (came.length === 0) return 'nothing fires, and there was no time for it to stay so';
  const last = came
    .slice(-3)
    .map(({ alert, at }) => `${alert} after ${Math.round(at - begun)} s of the world`);
  return `nothing fires now, and ${came.length} times something did, such as ${last.join(', ')}`;
}

/** Waits for some milliseconds; not at all when a server has ended, which is the end of the drill. */
async function pause({ died }: Stage, milliseconds: number, signal: AbortSignal): Promise<void> {
  const failure = await Promise.race([sleep(milliseconds, undefined, { signal }), died]);
  if (failure) throw failure;
}
