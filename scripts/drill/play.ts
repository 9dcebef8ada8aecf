import { setTimeout as sleep } from 'node:timers/promises';
import { secondsOf } from '../../src/model/duration.ts';
import { Failure } from '../../src/model/failure.ts';
import type { Project } from '../../src/model/project.ts';
import type { DrillEvent } from './event.ts';
import { besides, judge, type Verdict } from './judge.ts';
import type { DrillScenario } from './scenario.ts';
import { type Stage, startStage } from './stage.ts';
import type { Notification } from './stand-ins/receivers.ts';
import { watch } from './watch.ts';

/** What a drill is asked for. */
export interface PlayOptions {
  readonly project: Project;
  readonly scenario: DrillScenario;
  /** How much faster everything goes. */
  readonly factor: number;
  readonly seed: number;
  readonly hours: number;
  /** Told of all events so far, whenever there is a new one, and from time to time. */
  show(events: readonly DrillEvent[], now: number): void;
  say(line: string): void;
  readonly signal: AbortSignal;
}

/** What happened in a drill, and what it came to. */
export interface Played extends Verdict {
  readonly events: readonly DrillEvent[];
  /** Seconds of the world that it took. */
  readonly took: number;
}

/** Fires always. */
const heartbeat = 'Watchdog';
/** How long nothing must have happened before a fault may: the longest window that most alerts look at. */
const calmBefore = 300;

/** Plays a scenario from a calm beginning to its end, and judges it. */
export async function play(options: PlayOptions): Promise<Played> {
  const { project, scenario, factor, signal } = options;
  const notifications: { readonly clock: number; readonly notification: Notification }[] = [];
  let clockOf = (): number => 0;
  const stage = await startStage({
    ...options,
    hear: (notification) => notifications.push({ clock: clockOf(), notification }),
  });
  clockOf = stage.world.now;
  const seen: { readonly clock: number; readonly event: DrillEvent }[] = [];
  const watching = watch(stage, (event, clock) => seen.push({ clock, event: { ...event, at: 0 } }));
  try {
    await calm(stage, seen, notifications, options);
    const start = inject(stage, scenario);
    const faults = scenario.faults.flatMap(({ fault, for: length }): readonly DrillEvent[] => [
      { type: 'fault', at: 0, fault, over: false },
      { type: 'fault', at: secondsOf(length), fault, over: true },
    ]);
    const lasts = Math.max(...scenario.faults.map((each) => secondsOf(each.for)));
    const patience = secondsOf(scenario.patience ?? '30m');

    for (;;) {
      const now = stage.world.now() - start;
      const told = notifications.flatMap(({ clock, notification: { receiver, way, alerts } }) =>
        alerts.map((each): DrillEvent => ({ type: 'told', at: clock - start, receiver, way, ...each })),
      );
      const events = [
        ...faults.filter(({ at }) => at <= now),
        ...[...seen.map(({ clock, event }) => ({ ...event, at: clock - start })), ...told].filter(
          (event) => event.at >= 0 && !('alert' in event && event.alert === heartbeat),
        ),
      ].sort((one, other) => one.at - other.at);
      const verdict = judge(project, scenario, events);
      options.show(events, now);
      const over = now > lasts && (verdict.passed || verdict.unexpected.length > 0);
      if (over || now > lasts + patience) return { ...verdict, events, took: Math.round(now) };
      // As long as a step of the picture; the watchers have a rhythm of their own.
      await Promise.race([sleep(500, undefined, { signal }), rejected(stage)]);
    }
  } finally {
    await watching.stop();
    await stage.stop();
    options.say(`a world that went ${factor} times as fast is gone`);
  }
}

async function rejected({ died }: Stage): Promise<never> {
  throw await died;
}

/** Lets things go wrong, and answers with the moment of the world. */
function inject({ world, targets }: Stage, { faults, targetsBroken }: DrillScenario): number {
  if (targetsBroken) targets.broken = true;
  // The moment that the simulation has reached, which may be a step behind.
  const start = world.simulator.clock;
  for (const { fault, for: length } of faults) world.simulator.inject(fault, secondsOf(length));
  return start;
}

/** Waits until all is well: the way of an alert to a receiver is open, and nothing fires. */
async function calm(
  stage: Stage,
  seen: readonly { readonly clock: number; readonly event: DrillEvent }[],
  notifications: readonly { readonly notification: Notification }[],
  { say, signal, factor }: PlayOptions,
): Promise<void> {
  say('waiting until all is calm');
  const deadline = Date.now() + 60_000;
  let told = 0;
  for (;;) {
    const open = notifications.some(({ notification }) =>
      notification.alerts.some(({ alert }) => alert === heartbeat),
    );
    const trouble = seen.filter(({ event }) => event.type === 'alert' && !besides.includes(event.alert));
    for (const { event } of trouble.slice(told))
      if (event.type === 'alert') say(`before any fault: ${event.alert} is ${event.state}`);
    told = trouble.length;
    const since = trouble.at(-1)?.clock ?? seen[0]?.clock ?? Number.POSITIVE_INFINITY;
    if (open && stage.world.now() - since > calmBefore && firing(trouble).length === 0) return;
    if (Date.now() > deadline) {
      throw new Failure('all is not calm, and no fault was injected yet', {
        why: open
          ? `firing: ${firing(trouble).join(', ') || 'nothing for long'}`
          : 'the Watchdog arrives nowhere',
        next: `npm run drill -- --factor ${Math.max(5, Math.round(factor / 2))}, if this machine is slow`,
      });
    }
    await Promise.race([sleep(200, undefined, { signal }), rejected(stage)]);
  }
}

/** Alerts whose last news was not that they are over. */
function firing(seen: readonly { readonly event: DrillEvent }[]): readonly string[] {
  const last = new Map<string, string>();
  for (const { event } of seen)
    if (event.type === 'alert') last.set(`${event.alert} ${JSON.stringify(event.labels)}`, event.state);
  return [...last].flatMap(([alert, state]) => (state === 'firing' ? [alert] : []));
}
