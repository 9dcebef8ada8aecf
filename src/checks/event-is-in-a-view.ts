import { eventPath } from '../queries/paths.ts';
import type { Check, Finding } from './check.ts';

/** Every log event is in a view that Kibana is given, so that somebody can see it. */
export const eventIsInAView: Check = {
  id: 'event-is-in-a-view',
  severity: 'error',
  *project({ project }): Iterable<Finding> {
    const { events = {}, kibanaContent } = project;
    if (!kibanaContent) return;
    const seen = new Set(kibanaContent.views.flatMap(({ view }) => view.events));
    for (const event of Object.values(events).flat())
      if (!seen.has(event))
        yield {
          path: eventPath(project, event),
          message: `no view of kibana/views.ts has ${event.name}: it would be stored, and no field of it could be asked for`,
          fix: `add it to the events of a view in catalog/views.ts, such as the one of its category, ${event.category}`,
        };
  },
};
