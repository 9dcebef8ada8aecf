import { flatFields, type LogEvent, type LogField } from '../model/log.ts';
import { eventPath } from '../queries/paths.ts';
import type { Check, Finding } from './check.ts';

/** A field that two events have is stored in one way: they are searched together, and some share an index. */
export const fieldHasOneType: Check = {
  id: 'field-has-one-type',
  severity: 'error',
  *project({ project }): Iterable<Finding> {
    const known = new Map<string, { readonly field: LogField; readonly event: LogEvent }>();
    for (const event of Object.values(project.events ?? {}).flat())
      for (const [path, field] of flatFields(event.fields)) {
        const before = known.get(path);
        if (!before) known.set(path, { field, event });
        else if (before.field.kind !== field.kind)
          yield {
            path: eventPath(project, event),
            message: `${path} is a ${field.kind} here and a ${before.field.kind} in ${before.event.name}`,
            fix: 'store it in one way, or give one of the two another name',
          };
        else if (before.field.unit !== field.unit)
          yield {
            path: eventPath(project, event),
            message: `${path} is in ${field.unit ?? 'no unit'} here and in ${before.field.unit ?? 'no unit'} in ${before.event.name}`,
            fix: 'measure it in one unit, or give one of the two another name',
          };
      }
  },
};
