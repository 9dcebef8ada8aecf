import type { LogCategory, LogLevel } from './log.ts';

/**
 * Log documents that are kept equally long. They live in indices of their own, since an index is deleted as a whole; and each
 * index holds a day or a month of them.
 */
export interface LogClass {
  /** What its indices are called, before the date: `framework-logs-debug`. */
  readonly name: string;
  readonly help: string;
  /** Name of the class whose fields it shares: classes of one family differ by level alone. */
  readonly family: string;
  readonly categories: readonly LogCategory[];
  readonly levels: readonly LogLevel[];
  /** How long a document is kept at least. */
  readonly days: number;
  /** How much time goes into one index. */
  readonly period: 'day' | 'month';
  readonly shards: number;
  readonly replicas: number;
  /** Its part of everything that is written, 0 to 1. */
  readonly share: number;
}

/** Machines that might hold the logs. */
export interface LogCluster {
  /** Who asks for it, in words. */
  readonly name: string;
  readonly nodes: number;
  readonly bytesPerNode: number;
}

/** How logs are stored, and what that is reckoned with. */
export interface LogStorage {
  readonly classes: readonly LogClass[];
  /** The class of what does not say what it is: no level, no category. */
  readonly rest: LogClass;
  /** What is written in an hour, as JSON. */
  readonly bytesPerHour: number;
  /** Bytes on disk for each byte of JSON. */
  readonly indexed: number;
  /** How full a disk may get before Elasticsearch stops placing shards on it, 0 to 1. */
  readonly watermark: number;
  /** Shards that a node may hold, `cluster.max_shards_per_node`. */
  readonly shardsPerNode: number;
  readonly clusters: readonly LogCluster[];
  /** How long a snapshot is kept, and the classes that are left out of it. */
  readonly snapshots: { readonly days: number; readonly without: readonly LogClass[] };
}

/** The days that one index covers. A month counts as its longest. */
export const periodDays = ({ period }: Pick<LogClass, 'period'>): number => (period === 'day' ? 1 : 31);

/** Names of the indices of a class. */
export const patternOf = ({ name }: Pick<LogClass, 'name'>): string => `${name}-*`;

/** The class of a document. What does not say its category or its level is treated as the rest is. */
export function classOf(
  { classes, rest }: Pick<LogStorage, 'classes' | 'rest'>,
  { category, level }: { readonly category?: string; readonly level?: string },
): LogClass {
  const family = classes.filter(({ categories }) => categories.some((one) => one === category));
  const candidates = family.length > 0 ? family : classes.filter((one) => one.family === rest.family);
  const [byDefault = rest] = candidates.filter(({ levels }) => levels.includes('INFO'));
  return candidates.find(({ levels }) => levels.some((one) => one === level)) ?? byDefault;
}
