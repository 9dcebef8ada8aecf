import { indicesOf } from '../model/log-index.ts';
import type { Check, Finding } from './check.ts';

/** A data view reads every index in which lines of its events are stored. */
export const dataViewCoversItsEvents: Check = {
  id: 'data-view-covers-its-events',
  severity: 'error',
  *project({ project: { kibanaContent } }): Iterable<Finding> {
    for (const { view } of kibanaContent?.views ?? []) {
      const patterns = view.pattern.split(',').map((pattern) => pattern.trim());
      for (const event of view.events)
        for (const index of indicesOf(event))
          if (!patterns.some((pattern) => covers(pattern, index)))
            yield {
              path: `kibana/views.ts › ${view.id}`,
              message: `${view.pattern} leaves out ${index}, where lines of ${event.name} are stored`,
              fix: `widen the pattern, or move ${event.name} to a view that reads ${index}`,
            };
    }
  },
};

/** Whether every index of the one pattern is one of the other. Patterns end in their only `*`. */
const covers = (wide: string, narrow: string): boolean =>
  wide.endsWith('*') ? narrow.startsWith(wide.slice(0, -1)) : wide === narrow;
