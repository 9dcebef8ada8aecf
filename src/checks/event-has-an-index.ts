import { newIndex } from '../elasticsearch/new-index.ts';
import type { LogEvent, LogLevel } from '../model/log.ts';
import type { LogClass } from '../model/log-storage.ts';
import { eventPath } from '../queries/paths.ts';
import type { Check, Finding } from './check.ts';
import { list } from './words.ts';

/** Every log event is kept for a time that somebody chose: one class has its category and level, and Elasticsearch knows its index. */
export const eventHasAnIndex: Check = {
  id: 'event-has-an-index',
  severity: 'error',
  *project({ project }): Iterable<Finding> {
    const { events = {}, logStorage, elasticsearch = [] } = project;
    if (!logStorage) return;
    for (const event of Object.values(events).flat())
      for (const level of event.levels) {
        const classes = classesOf(logStorage.classes, event, level);
        const path = eventPath(project, event);
        const [only] = classes;
        if (!only)
          yield {
            path,
            message: `no class of logs takes ${event.category} events at ${level}`,
            fix: 'add the category and the level to a class of platform/log-storage.ts',
          };
        else if (classes.length > 1)
          yield {
            path,
            message: `${list(classes.map(({ name }) => name))} both take ${event.category} events at ${level}`,
            fix: 'leave the level to one of them: a document is kept once, and for one time',
          };
        else if (newIndex(elasticsearch, `${only.name}-2025.07.06`)?.template !== only.name)
          yield {
            path,
            message: `the indices of ${only.name} are made without its template`,
            fix: `give ${only.name} an index template of that name, with the highest priority for its pattern`,
          };
      }
  },
};

const classesOf = (all: readonly LogClass[], { category }: LogEvent, level: LogLevel): readonly LogClass[] =>
  all.filter(({ categories, levels }) => categories.includes(category) && levels.includes(level));
