import {
  keyword,
  type LogCategory,
  type LogEvent,
  type LogFields,
  type LogLevel,
  logEvents,
  oneOf,
} from '#lib';
import type { ElasticsearchResource } from '../../src/model/elastic-resource.ts';
import type { LogClass, LogStorage } from '../../src/model/log-storage.ts';
import type { Project } from '../../src/model/project.ts';
import { project } from './fixture.ts';

const declare = logEvents({ level: keyword(oneOf('DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'), 'How bad.') });

/** An event of a category, at some levels. */
export const event = (
  name: string,
  category: LogCategory,
  levels: readonly [LogLevel, ...LogLevel[]],
  fields: LogFields = {},
): LogEvent => declare({ name, help: 'Something happened.', category, levels, fields });

/** A class of logs. */
export const kept = (name: string, change: Partial<LogClass> = {}): LogClass => ({
  name,
  help: 'Kept.',
  family: name,
  categories: ['command'],
  levels: ['INFO'],
  days: 30,
  period: 'day',
  shards: 1,
  replicas: 1,
  share: 1,
  ...change,
});

/** An index template that stands alone. */
export const template = (id: string, pattern = `${id}-*`, priority = 510): ElasticsearchResource => ({
  kind: 'index-template',
  id,
  spec: { index_patterns: [pattern], composed_of: [], priority },
});

/** A project that logs. */
export const logged = (
  events: readonly LogEvent[],
  classes: readonly LogClass[] = [],
  elasticsearch: readonly ElasticsearchResource[] = [],
): Project => {
  const [rest = kept('rest')] = classes;
  const logStorage: LogStorage = {
    classes,
    rest,
    bytesPerHour: 1,
    indexed: 1,
    watermark: 1,
    shardsPerNode: 1,
    clusters: [],
    snapshots: { days: 1, without: [] },
  };
  return project({ events: { commands: events }, logStorage, elasticsearch });
};
