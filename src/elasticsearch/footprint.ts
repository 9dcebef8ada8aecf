import { type LogClass, type LogStorage, periodDays } from '../model/log-storage.ts';

/** What one class takes once it is as old as it gets. */
export interface ClassFootprint {
  readonly of: LogClass;
  readonly bytesPerDay: number;
  /** Indices there are at a time, the one that is being written included. */
  readonly indices: number;
  /** Shards with their copies. */
  readonly shards: number;
  /** Of one shard when its index is full. */
  readonly bytesPerShard: number;
  /** On disk, without copies. */
  readonly primary: number;
  /** On disk, with copies. */
  readonly total: number;
}

/** Whether some machines could hold it. */
export interface ClusterFit {
  readonly name: string;
  readonly nodes: number;
  /** What may be used of its disks. */
  readonly usable: number;
  readonly fits: boolean;
  /** Nodes of this size that it would take. */
  readonly nodesNeeded: number;
  readonly shardsPerNode: number;
  /** Hours at full ingest until its disks are as full as they may be. */
  readonly fullAfterHours: number;
}

/** The storage arithmetic. */
export interface Footprint {
  readonly classes: readonly ClassFootprint[];
  readonly bytesPerDay: number;
  readonly primary: number;
  readonly total: number;
  readonly shards: number;
  /** What snapshots take in their bucket. */
  readonly snapshots: number;
  readonly clusters: readonly ClusterFit[];
}

/** Works out bytes, shards and nodes from what is written, how it divides, how long it is kept and in how many copies. */
export function footprint(storage: LogStorage): Footprint {
  const daily = storage.bytesPerHour * 24;
  const classes = storage.classes.map((of) => classFootprint(of, daily * of.share * storage.indexed));
  const primary = sum(classes, (one) => one.primary);
  const total = sum(classes, (one) => one.total);
  const shards = sum(classes, (one) => one.shards);
  return {
    classes,
    bytesPerDay: daily,
    primary,
    total,
    shards,
    snapshots: sum(
      classes.filter(({ of }) => !storage.snapshots.without.includes(of)),
      ({ of, bytesPerDay }) => bytesPerDay * (of.days + periodDays(of) + storage.snapshots.days),
    ),
    clusters: storage.clusters.map(({ name, nodes, bytesPerNode }) => {
      const perNode = bytesPerNode * storage.watermark;
      const usable = perNode * nodes;
      const nodesNeeded = Math.max(Math.ceil(total / perNode), Math.ceil(shards / storage.shardsPerNode));
      return {
        name,
        nodes,
        usable,
        fits: nodesNeeded <= nodes,
        nodesNeeded,
        shardsPerNode: Math.ceil(shards / nodes),
        fullAfterHours: hoursUntil(usable, classes),
      };
    }),
  };
}

/** An index goes when its last document is old enough, so there is one period more than the rule asks for, and the current one. */
function classFootprint(of: LogClass, bytesPerDay: number): ClassFootprint {
  const period = periodDays(of);
  const days = of.days + period;
  const copies = 1 + of.replicas;
  const indices = Math.ceil(days / period) + 1;
  const primary = bytesPerDay * days;
  return {
    of,
    bytesPerDay,
    indices,
    shards: indices * of.shards * copies,
    bytesPerShard: (bytesPerDay * period) / of.shards,
    primary,
    total: primary * copies,
  };
}

/** When `bytes` are full: each class grows until its oldest index goes. Infinite when all of it fits. */
function hoursUntil(bytes: number, classes: readonly ClassFootprint[]): number {
  const growing = [...classes]
    .map(({ of, bytesPerDay, total }) => ({
      ends: of.days + periodDays(of),
      perDay: bytesPerDay * (1 + of.replicas),
      total,
    }))
    .sort((a, b) => a.ends - b.ends);
  let held = 0;
  let day = 0;
  for (let at = 0; at < growing.length; at++) {
    const perDay = sum(growing.slice(at), (one) => one.perDay);
    const until = growing[at]?.ends ?? 0;
    if (held + perDay * (until - day) > bytes) return (day + (bytes - held) / perDay) * 24;
    held += perDay * (until - day);
    day = until;
  }
  return Number.POSITIVE_INFINITY;
}

const sum = <Item>(items: readonly Item[], of: (item: Item) => number): number =>
  items.reduce((all, item) => all + of(item), 0);
