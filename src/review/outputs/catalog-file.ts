import type { Item } from './item.ts';
import { jsonIn, objectsIn, word } from './parsed.ts';

/** The metrics and log events of the catalog. What rules record is told where the rules are. */
export function catalogIn(text: string, path: string): readonly Item[] {
  const { metrics, events } = jsonIn(text, path);
  return [
    ...objectsIn(metrics).map(({ name, ...spec }) => ({ kind: 'metric', id: word(name), spec, path })),
    ...objectsIn(events).map(({ name, ...spec }) => ({ kind: 'log-event', id: word(name), spec, path })),
  ];
}
