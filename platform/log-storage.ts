import type { LogClass, LogStorage } from '#lib';

const gigabyte = 1e9;

/** How the two families of spec indices divide by level, and what is kept for longer. */
const every = ['DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'] as const;
const running = { family: 'framework-logs', categories: ['command', 'error'], replicas: 1 } as const;
const measuring = { family: 'performance-logs', categories: ['performance'], replicas: 1 } as const;
const daily = { period: 'day' } as const;
// So little that a day of it would be a shard of a few megabytes, for years.
const monthly = { period: 'month', shards: 1, replicas: 1 } as const;

const debug: LogClass = {
  ...running,
  ...daily,
  name: 'framework-logs-debug',
  help: 'What developers want to know while they look for something.',
  levels: ['DEBUG'],
  days: 7,
  shards: 2,
  share: 0.22,
};

/** The index of the specification: five shards, one copy. */
const ordinary: LogClass = {
  ...running,
  ...daily,
  name: 'framework-logs',
  help: 'What the framework did, and what went not quite as it should.',
  levels: ['INFO', 'WARN'],
  days: 30,
  shards: 5,
  share: 0.524,
};

const errors: LogClass = {
  ...running,
  ...daily,
  name: 'framework-logs-error',
  help: 'What failed.',
  levels: ['ERROR', 'FATAL'],
  days: 90,
  shards: 1,
  share: 0.04,
};

const measuredDebug: LogClass = {
  ...measuring,
  ...daily,
  name: 'performance-logs-debug',
  help: 'Measurements that only developers read.',
  levels: ['DEBUG'],
  days: 7,
  shards: 1,
  share: 0.08,
};

/** The other index of the specification: three shards, one copy. */
const measured: LogClass = {
  ...measuring,
  ...daily,
  name: 'performance-logs',
  help: 'Measurements that left the range they should be in, and gates that did not pass.',
  levels: ['INFO', 'WARN'],
  days: 30,
  shards: 3,
  share: 0.12,
};

const measuredErrors: LogClass = {
  ...measuring,
  ...daily,
  name: 'performance-logs-error',
  help: 'Measurements that cost somebody something.',
  levels: ['ERROR', 'FATAL'],
  days: 90,
  shards: 1,
  share: 0.01,
};

/** Who tried to get in, and what got out. */
export const security: LogClass = {
  ...monthly,
  name: 'framework-security-logs',
  help: 'Who tried to get in, and what got out.',
  family: 'framework-security-logs',
  categories: ['security'],
  levels: every,
  days: 365,
  share: 0.005,
};

/** Who changed what, and who agreed. */
export const audit: LogClass = {
  ...monthly,
  name: 'framework-audit-logs',
  help: 'Who changed what, and who agreed.',
  family: 'framework-audit-logs',
  categories: ['audit'],
  levels: every,
  // Seven years, two of them leap years. Elasticsearch counts no unit longer than a day.
  days: 2557,
  share: 0.001,
};

/** Name of the policy by which snapshots are made. */
export const snapshotPolicy = 'daily-logs';

/** How logs are kept. The shares are assumed: nobody has counted yet. */
export const logStorage: LogStorage = {
  classes: [debug, ordinary, errors, measuredDebug, measured, measuredErrors, security, audit],
  rest: ordinary,
  bytesPerHour: 10 * gigabyte,
  // The text once more as an index, less what compression takes off: about what came in.
  indexed: 1,
  watermark: 0.85,
  shardsPerNode: 1000,
  clusters: [
    { name: 'the stack chapter: 3 nodes of 500 GB', nodes: 3, bytesPerNode: 500 * gigabyte },
    { name: 'the resource chapter: 6 nodes of 1 TB', nodes: 6, bytesPerNode: 1000 * gigabyte },
  ],
  snapshots: { days: 90, without: [debug, measuredDebug] },
};
