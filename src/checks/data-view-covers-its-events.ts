import type { LogEvent } from '../model/log.ts';
import { classOf, type LogStorage, patternOf } from '../model/log-storage.ts';
import type { Check, Finding } from './check.ts';

/** A data view reads every index in which lines of its events are stored. */
export const dataViewCoversItsEvents: Check = {
  id: 'data-view-covers-its-events',
  severity: 'error',
  *project({ project: { kibanaContent, logStorage } }): Iterable<Finding> {
    if (!logStorage) return;
    for (const { view } of kibanaContent?.views ?? []) {
      const patterns = view.pattern.split(',').map((pattern) => pattern.trim());
      for (const event of view.events)
        for (const index of indicesOf(event, logStorage))
          if (!patterns.some((pattern) => covers(pattern, index)))
            yield {
              path: `catalog/views.ts › ${view.id}`,
              message: `${view.pattern} leaves out ${index}, where lines of ${event.name} are stored`,
              fix: `widen the pattern, or move ${event.name} to a view that reads ${index}`,
            };
    }
  },
};

/** Patterns of the indices that lines of an event end up in, at one level or another. */
const indicesOf = ({ category, levels }: LogEvent, storage: LogStorage): readonly string[] => [
  ...new Set(levels.map((level) => patternOf(classOf(storage, { category, level })))),
];

/** Whether every index of the one pattern is one of the other. Patterns end in their only `*`. */
const covers = (wide: string, narrow: string): boolean =>
  wide.endsWith('*') ? narrow.startsWith(wide.slice(0, -1)) : wide === narrow;
