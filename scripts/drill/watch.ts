import type { ActionEvent, AlertEvent } from './event.ts';
import type { Stage } from './stage.ts';

/** How often is looked, in milliseconds. Rules are evaluated less often. */
const every = 200;

/** Looks at what alerts are doing and at what the responder writes down, and tells of everything that is new, until `stop`. */
export function watch(
  { api, responder, world }: Stage,
  tell: (event: Omit<AlertEvent, 'at'> | Omit<ActionEvent, 'at'>, clock: number) => void,
): { stop(): Promise<void> } {
  let before = new Map<string, Omit<AlertEvent, 'at' | 'type'>>();
  let stopped = false;
  const clockAt = (milliseconds: number): number =>
    world.now() - ((Date.now() - milliseconds) / 1000) * world.factor;

  const look = async (): Promise<void> => {
    const clock = world.now();
    const now = new Map<string, Omit<AlertEvent, 'at' | 'type'>>();
    for (const { labels } of await api.query('ALERTS')) {
      const { alertname: alert = '', alertstate, __name__: _, ...rest } = labels;
      const state = alertstate === 'firing' ? 'firing' : 'pending';
      now.set(JSON.stringify([alert, rest]), { alert, labels: rest, state });
    }
    for (const [key, one] of now)
      if (before.get(key)?.state !== one.state) tell({ type: 'alert', ...one }, clock);
    for (const [key, one] of before) if (!now.has(key)) tell({ type: 'alert', ...one, state: 'over' }, clock);
    before = now;
    for (const { time, ...event } of responder.read()) tell(event, clockAt(time));
  };

  const done = (async () => {
    while (!stopped) {
      // A query that fails says nothing: the next one will. Whether Prometheus is there at all is watched elsewhere.
      await look().catch(() => {});
      await new Promise((resolve) => setTimeout(resolve, every));
    }
  })();
  return {
    async stop() {
      stopped = true;
      await done;
    },
  };
}
