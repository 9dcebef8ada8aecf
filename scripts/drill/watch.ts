import type { ActionEvent, AlertEvent } from './event.ts';
import type { Stage } from './stage.ts';

/** How often is looked, in milliseconds. Rules are evaluated less often. */
const every = 200;

/** An alert at one look. */
type Seen = Omit<AlertEvent, 'at' | 'type'>;

/**
 * Looks at what alerts are doing and at what the responder writes down, and tells of everything that is new, until `stop`. Times are of the
 * world's clock.
 */
export function watch(
  { api, responder, world }: Stage,
  tell: (event: AlertEvent | ActionEvent) => void,
): { stop(): Promise<void> } {
  let before: ReadonlyMap<string, Seen> = new Map();
  let stopped = false;

  const look = async (): Promise<void> => {
    const at = world.now();
    const now = new Map<string, Seen>();
    for (const { labels } of await api.query('ALERTS')) {
      const { alertname: alert = '', alertstate, __name__: _, ...rest } = labels;
      const state = alertstate === 'firing' ? 'firing' : 'pending';
      now.set(JSON.stringify([alert, rest]), { alert, labels: rest, state });
    }
    for (const [key, one] of now)
      if (before.get(key)?.state !== one.state) tell({ type: 'alert', at, ...one });
    for (const [key, one] of before) if (!now.has(key)) tell({ type: 'alert', at, ...one, state: 'over' });
    before = now;
    for (const { time, ...event } of responder.read()) tell({ ...event, at: world.at(time) });
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
