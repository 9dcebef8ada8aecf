import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { logStorage } from '../../platform/log-storage.ts';
import { footprint } from '../../src/elasticsearch/footprint.ts';
import type { LogClass, LogStorage } from '../../src/model/log-storage.ts';

const one: LogClass = {
  name: 'a',
  help: 'All of it.',
  family: 'a',
  categories: ['command'],
  levels: ['INFO'],
  days: 9,
  period: 'day',
  shards: 2,
  replicas: 1,
  share: 1,
};
const storage: LogStorage = {
  classes: [one],
  rest: one,
  bytesPerHour: 1e9,
  indexed: 1,
  watermark: 0.8,
  shardsPerNode: 1000,
  clusters: [{ name: 'three', nodes: 3, bytesPerNode: 200e9 }],
  snapshots: { days: 5, without: [] },
};
const near = (actual: number | undefined, expected: number): void =>
  assert.ok(Math.abs((actual ?? Number.NaN) - expected) <= expected * 1e-9, `${actual} is not ${expected}`);

describe('a class of logs', () => {
  const { classes, total, primary, shards, snapshots, clusters } = footprint(storage);
  test('takes its days and one period more, twice with a copy', () => {
    near(primary, 24e9 * 10);
    near(total, 24e9 * 20);
  });
  test('has an index for each day, and today', () => assert.equal(classes[0]?.indices, 11));
  test('has its shards in each of them, with copies', () => assert.equal(shards, 11 * 2 * 2));
  test('fills a shard with its part of a day', () => near(classes[0]?.bytesPerShard, 12e9));
  test('is in snapshots until it is deleted, and for their time', () => near(snapshots, 24e9 * 15));
  test('fits where all of it has room below the watermark', () => {
    const [three] = clusters;
    near(three?.usable, 480e9);
    assert.equal(three?.fits, true);
    assert.equal(three?.nodesNeeded, 3);
    assert.equal(three?.fullAfterHours, Number.POSITIVE_INFINITY);
  });
});

describe('what does not fit', () => {
  test('says when the disks are full', () => {
    const [two] = footprint({
      ...storage,
      clusters: [{ name: 'two', nodes: 2, bytesPerNode: 150e9 }],
    }).clusters;
    assert.equal(two?.fits, false);
    // 240 GB are usable, 48 GB come in a day.
    near(two?.fullAfterHours, 5 * 24);
    assert.equal(two?.nodesNeeded, 4);
  });
  test('counts what is deleted meanwhile', () => {
    const short: LogClass = { ...one, name: 'b', days: 1, share: 0.5 };
    const long: LogClass = { ...one, share: 0.5 };
    const [two] = footprint({
      ...storage,
      classes: [short, long],
      clusters: [{ name: 'two', nodes: 2, bytesPerNode: 120e9 }],
    }).clusters;
    // 192 GB: two days of both are 96, then 24 a day until the other 96 are used up.
    near(two?.fullAfterHours, 6 * 24);
  });
  test('may be the number of shards', () => {
    const [three] = footprint({ ...storage, shardsPerNode: 10 }).clusters;
    assert.equal(three?.nodesNeeded, 5);
    assert.equal(three?.fits, false);
  });
});

describe('our logs', () => {
  const { classes, clusters } = footprint(logStorage);
  test('are divided without a rest', () =>
    near(
      classes.reduce((all, { of }) => all + of.share, 0),
      1,
    ));
  for (const { of, bytesPerShard } of classes)
    test(`${of.name}: a full shard is at most 50 GB`, () => assert.ok(bytesPerShard <= 50e9));
  test('stay below the number of shards that a node may hold', () => {
    for (const { shardsPerNode } of clusters) assert.ok(shardsPerNode < logStorage.shardsPerNode);
  });
});
