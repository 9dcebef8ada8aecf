import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import * as lib from '#lib';
import {
  add,
  anyOf,
  bytes,
  matching,
  minutes,
  not,
  notMatching,
  percent,
  print,
  rate,
  rateInterval,
  seconds,
  sum,
  time,
  timeRange,
  where,
} from '#lib';
import type { LabelsOf, Vector, WhereOf } from '../../src/model/vector.ts';
import {
  age,
  busy,
  commands,
  commandType,
  disk,
  duration,
  environment,
  health,
  memory,
  received,
  started,
} from '../support/specimen.ts';

// What each function prints, and that its types and its run-time result tell the same: the compiler holds the unit, the
// kind of sample and the labels written here to the type, the test holds them to the value.

/** Every label of a query, with whether all of its values are known. */
type LabelTable<Has> = { readonly [Name in keyof Has]-?: string extends Has[Name] ? 'open' : 'closed' };
type Runs<Query extends Vector> = 'dashboard' extends WhereOf<Query> ? 'dashboard' : 'anywhere';

function prints<Query extends Vector>(
  text: string,
  query: Query,
  unit: [Query['unit']] extends [infer Of] ? Of : never,
  sample: Query['sample'],
  labels: LabelTable<LabelsOf<Query>>,
  runs?: Runs<Query>,
): void {
  test(text, () => {
    assert.equal(print(query.node), text);
    assert.equal(query.unit, unit);
    assert.equal(query.sample, sample);
    const closed = Object.entries(query.labels).map(([name, { closed }]) => [
      name,
      closed ? 'closed' : 'open',
    ]);
    assert.deepEqual(Object.fromEntries(closed), labels);
    assert.equal(
      text.includes('$'),
      runs === 'dashboard',
      'what reads a dashboard variable runs in a dashboard only',
    );
  });
}

const scraped = { environment: 'closed', job: 'closed', instance: 'open' } as const;
const ofCommands = { ...scraped, command_type: 'open', status: 'closed' } as const;
const ofDuration = { ...scraped, command_type: 'open' } as const;
const none = {};
const byType = sum(rate(commands, '5m'), { by: ['command_type'] });
const byBoth = sum(rate(commands, '5m'), { by: ['command_type', 'status'] });
const all = sum(rate(commands, '5m'));
const type = { command_type: 'open' } as const;
const both = { command_type: 'open', status: 'closed' } as const;
const allPrinted = 'sum(rate(commands_total[5m]))';
const typePrinted = 'sum by (command_type) (rate(commands_total[5m]))';
const bothPrinted = 'sum by (command_type, status) (rate(commands_total[5m]))';

describe('selecting', () => {
  prints('commands_total', commands, 'count', 'counter', ofCommands);
  prints('memory_bytes', memory, 'bytes', 'gauge', scraped);
  prints('memory_bytes', where(memory, {}), 'bytes', 'gauge', scraped);
  prints(
    'commands_total{status="failure"}',
    where(commands, { status: 'failure' }),
    'count',
    'counter',
    ofCommands,
  );
  prints('commands_total', where(commands, { status: undefined }), 'count', 'counter', ofCommands);
  prints(
    'commands_total{status!="failure"}',
    where(commands, { status: not('failure') }),
    'count',
    'counter',
    ofCommands,
  );
  prints(
    'commands_total{command_type!~"a|b\\\\.c"}',
    where(commands, { command_type: not('a', 'b.c') }),
    'count',
    'counter',
    ofCommands,
  );
  prints(
    'commands_total{command_type=~"a|b", status="success"}',
    where(commands, { command_type: anyOf('a', 'b'), status: 'success' }),
    'count',
    'counter',
    ofCommands,
  );
  prints(
    'memory_bytes{instance=~"app-.*"}',
    where(memory, { instance: matching(/app-.*/) }),
    'bytes',
    'gauge',
    scraped,
  );
  prints(
    'memory_bytes{instance!~"app-.*"}',
    where(memory, { instance: notMatching(/app-.*/) }),
    'bytes',
    'gauge',
    scraped,
  );
  prints(
    'memory_bytes{environment="$environment"}',
    where(memory, { environment }),
    'bytes',
    'gauge',
    scraped,
    'dashboard',
  );
  prints(
    'commands_total{command_type=~"$command_type"}',
    where(commands, { command_type: commandType }),
    'count',
    'counter',
    ofCommands,
    'dashboard',
  );
  prints('memory_bytes offset 1w', lib.offset(memory, '1w'), 'bytes', 'gauge', scraped);
  prints(
    'memory_bytes{environment="$environment"} offset 1w',
    lib.offset(where(memory, { environment }), '1w'),
    'bytes',
    'gauge',
    scraped,
    'dashboard',
  );
  const ofBuckets = { ...ofDuration, le: 'closed' } as const;
  prints('command_duration_seconds_bucket', duration.bucket, 'seconds', 'bucketCounter', ofBuckets);
  prints('command_duration_seconds_sum', duration.sum, 'seconds', 'counter', ofDuration);
  prints('command_duration_seconds_count', duration.count, 'count', 'counter', ofDuration);
  prints(
    'command_duration_seconds_bucket{le="0.5"}',
    where(duration.bucket, { le: '0.5' }),
    'count',
    'counter',
    ofBuckets,
  );
  prints(
    'command_duration_seconds_bucket{le=~"1(\\\\.0)?"}',
    where(duration.bucket, { le: '1' }),
    'count',
    'counter',
    ofBuckets,
  );
  prints(
    'command_duration_seconds_bucket{le=~"0\\\\.5"}',
    where(duration.bucket, { le: anyOf('0.5') }),
    'seconds',
    'bucketCounter',
    ofBuckets,
  );
  prints(
    'command_duration_seconds_bucket{le!="0.5"}',
    where(duration.bucket, { le: not('0.5') }),
    'seconds',
    'bucketCounter',
    ofBuckets,
  );
});

describe('over a window', () => {
  prints('rate(commands_total[5m])', rate(commands, '5m'), 'count/s', 'gauge', ofCommands);
  prints('rate(received_bytes_total[5m])', rate(received, '5m'), 'bytes/s', 'gauge', scraped);
  prints('rate(busy_seconds_total[5m])', rate(busy, '5m'), 'ratio', 'gauge', scraped);
  prints('irate(commands_total[1m])', lib.irate(commands, '1m'), 'count/s', 'gauge', ofCommands);
  prints('increase(commands_total[1h])', lib.increase(commands, '1h'), 'count', 'gauge', ofCommands);
  prints('resets(busy_seconds_total[1h])', lib.resets(busy, '1h'), 'count', 'gauge', scraped);
  prints(
    'rate(commands_total[$__rate_interval])',
    rate(commands, rateInterval),
    'count/s',
    'gauge',
    ofCommands,
    'dashboard',
  );
  prints(
    'increase(commands_total[$__range])',
    lib.increase(commands, timeRange),
    'count',
    'gauge',
    ofCommands,
    'dashboard',
  );
  prints(
    'avg_over_time(memory_bytes[$__interval])',
    lib.avgOverTime(memory, lib.interval),
    'bytes',
    'gauge',
    scraped,
    'dashboard',
  );
  prints(
    'rate(commands_total[5m] offset 1w)',
    rate(lib.offset(commands, '1w'), '5m'),
    'count/s',
    'gauge',
    ofCommands,
  );
  prints('rate(command_duration_seconds_bucket[5m])', rate(duration.bucket, '5m'), 'seconds', 'buckets', {
    ...ofDuration,
    le: 'closed',
  });
  prints(
    'increase(command_duration_seconds_bucket{le="0.5"}[5m])',
    lib.increase(where(duration.bucket, { le: '0.5' }), '5m'),
    'count',
    'gauge',
    { ...ofDuration, le: 'closed' },
  );
  prints('delta(memory_bytes[1h])', lib.delta(memory, '1h'), 'bytes', 'gauge', scraped);
  prints('delta(start_time_seconds[1h])', lib.delta(started, '1h'), 'seconds', 'gauge', scraped);
  prints('deriv(memory_bytes[1h])', lib.deriv(memory, '1h'), 'bytes/s', 'gauge', scraped);
  prints('deriv(backup_age_seconds[1h])', lib.deriv(age, '1h'), 'ratio', 'gauge', scraped);
  prints(
    'predict_linear(memory_bytes[1h], 1800)',
    lib.predictLinear(memory, '1h', minutes(30)),
    'bytes',
    'gauge',
    scraped,
  );
  prints('avg_over_time(memory_bytes[1h])', lib.avgOverTime(memory, '1h'), 'bytes', 'gauge', scraped);
  prints('min_over_time(memory_bytes[1h])', lib.minOverTime(memory, '1h'), 'bytes', 'gauge', scraped);
  prints('max_over_time(memory_bytes[1h])', lib.maxOverTime(memory, '1h'), 'bytes', 'gauge', scraped);
  prints('sum_over_time(memory_bytes[1h])', lib.sumOverTime(memory, '1h'), 'bytes', 'gauge', scraped);
  prints('stddev_over_time(memory_bytes[1h])', lib.stddevOverTime(memory, '1h'), 'bytes', 'gauge', scraped);
  prints(
    'stddev_over_time(start_time_seconds[1h])',
    lib.stddevOverTime(started, '1h'),
    'seconds',
    'gauge',
    scraped,
  );
  prints(
    'quantile_over_time(0.5, memory_bytes[1h])',
    lib.quantileOverTime(0.5, memory, '1h'),
    'bytes',
    'gauge',
    scraped,
  );
  prints('count_over_time(memory_bytes[1h])', lib.countOverTime(memory, '1h'), 'count', 'gauge', scraped);
  prints('present_over_time(memory_bytes[1h])', lib.presentOverTime(memory, '1h'), 'state', 'gauge', scraped);
  prints('changes(memory_bytes[1h])', lib.changes(memory, '1h'), 'count', 'gauge', scraped);
  prints(
    'last_over_time(commands_total[1h])',
    lib.lastOverTime(commands, '1h'),
    'count',
    'counter',
    ofCommands,
  );
  prints(
    `avg_over_time(${allPrinted}[1h:1m])`,
    lib.avgOverTime(all, '1h', { step: '1m' }),
    'count/s',
    'gauge',
    none,
  );
  prints(
    'max_over_time(memory_bytes[1h:5m])',
    lib.maxOverTime(memory, '1h', { step: '5m' }),
    'bytes',
    'gauge',
    scraped,
  );
});

describe('aggregating', () => {
  prints('sum(memory_bytes)', sum(memory), 'bytes', 'gauge', none);
  prints(typePrinted, byType, 'count/s', 'gauge', type);
  prints('sum by () (memory_bytes)', sum(memory, { by: [] }), 'bytes', 'gauge', none);
  prints('sum without (instance) (memory_bytes)', sum(memory, { without: ['instance'] }), 'bytes', 'gauge', {
    environment: 'closed',
    job: 'closed',
  });
  prints('avg by (job) (memory_bytes)', lib.avg(memory, { by: ['job'] }), 'bytes', 'gauge', {
    job: 'closed',
  });
  prints('min(memory_bytes)', lib.min(memory), 'bytes', 'gauge', none);
  prints('max(memory_bytes)', lib.max(memory), 'bytes', 'gauge', none);
  prints('stddev(memory_bytes)', lib.stddev(memory), 'bytes', 'gauge', none);
  prints(
    'quantile by (job) (0.9, memory_bytes)',
    lib.quantile(0.9, memory, { by: ['job'] }),
    'bytes',
    'gauge',
    {
      job: 'closed',
    },
  );
  prints('count by (status) (commands_total)', lib.count(commands, { by: ['status'] }), 'count', 'gauge', {
    status: 'closed',
  });
  prints('group by (module) (health_status)', lib.group(health, { by: ['module'] }), 'state', 'gauge', {
    module: 'open',
  });
  prints(
    'count_values by (job) ("value", health_status)',
    lib.countValues('value', health, { by: ['job'] }),
    'count',
    'gauge',
    {
      job: 'closed',
      value: 'open',
    },
  );
  prints('topk by (job) (5, memory_bytes)', lib.topk(5, memory, { by: ['job'] }), 'bytes', 'gauge', scraped);
  prints('bottomk(5, memory_bytes)', lib.bottomk(5, memory), 'bytes', 'gauge', scraped);
  prints(
    'sum by (le) (rate(command_duration_seconds_bucket[5m]))',
    sum(rate(duration.bucket, '5m'), { by: ['le'] }),
    'seconds',
    'buckets',
    { le: 'closed' },
  );
});

describe('functions', () => {
  prints(
    'histogram_quantile(0.95, sum by (le, command_type) (rate(command_duration_seconds_bucket[5m])))',
    lib.histogramQuantile(0.95, sum(rate(duration.bucket, '5m'), { by: ['le', 'command_type'] })),
    'seconds',
    'gauge',
    type,
  );
  prints('abs(memory_bytes)', lib.abs(memory), 'bytes', 'gauge', scraped);
  prints('ceil(memory_bytes)', lib.ceil(memory), 'bytes', 'gauge', scraped);
  prints('floor(memory_bytes)', lib.floor(memory), 'bytes', 'gauge', scraped);
  prints('sort(memory_bytes)', lib.sort(memory), 'bytes', 'gauge', scraped);
  prints('sort_desc(memory_bytes)', lib.sortDesc(memory), 'bytes', 'gauge', scraped);
  prints('clamp_min(memory_bytes, 0)', lib.clampMin(memory, 0), 'bytes', 'gauge', scraped);
  prints('clamp_max(memory_bytes, 1024)', lib.clampMax(memory, bytes(1024)), 'bytes', 'gauge', scraped);
  prints('round(disk_used_percent, 5)', lib.round(disk, percent(5)), 'percent', 'gauge', scraped);
  prints('timestamp(commands_total)', lib.timestamp(commands), 'timestamp', 'gauge', ofCommands);
  prints('vector(1)', lib.vectorOf('state', 1), 'state', 'gauge', none);
  prints('absent(commands_total)', lib.absent(commands), 'state', 'gauge', none);
  prints(
    'absent(commands_total{status="failure"})',
    lib.absent(commands, { status: 'failure' }),
    'state',
    'gauge',
    {
      status: 'closed',
    },
  );
  prints(
    'absent(commands_total{command_type="task", status!="failure"})',
    lib.absent(commands, { command_type: 'task', status: not('failure') }),
    'state',
    'gauge',
    { command_type: 'closed' },
  );
  prints(
    'absent(memory_bytes{environment="$environment"})',
    lib.absent(memory, { environment }),
    'state',
    'gauge',
    none,
    'dashboard',
  );
  prints(
    'absent(command_duration_seconds_bucket{le=~"1(\\\\.0)?", command_type="task"})',
    lib.absent(duration.bucket, { le: '1', command_type: 'task' }),
    'state',
    'gauge',
    { command_type: 'closed' },
  );
  test('absent() carries the labels that an earlier where() says', () => {
    const { node, labels } = lib.absent(where(commands, { status: 'failure' }), { job: 'application' });
    assert.equal(print(node), 'absent(commands_total{status="failure", job="application"})');
    assert.deepEqual(Object.keys(labels), ['status', 'job']);
  });
  test('a label with two matchers is dropped by absent(), the same matcher is written once', () => {
    const failed = where(commands, { status: 'failure' });
    assert.deepEqual(lib.absent(failed, { status: not('success') }).labels, {});
    assert.deepEqual(Object.keys(lib.absent(failed, { status: 'failure' }).labels), ['status']);
  });
  prints('hour()', lib.hour(), 'count', 'gauge', none);
  prints('minute()', lib.minute(), 'count', 'gauge', none);
  prints('day_of_week()', lib.dayOfWeek(), 'count', 'gauge', none);
  prints(
    `label_replace(${typePrinted}, "team", "core", "", "")`,
    lib.withLabel(byType, 'team', 'core'),
    'count/s',
    'gauge',
    { ...type, team: 'closed' },
  );
  prints(
    `label_replace(${bothPrinted}, "status", "x", "command_type", "(.*)")`,
    lib.labelReplace(byBoth, 'status', 'x', 'command_type', /(.*)/),
    'count/s',
    'gauge',
    { command_type: 'open', status: 'open' },
  );
  prints(allPrinted, lib.asUnit('usd', all), 'usd', 'gauge', none);
  prints(
    'max_over_time(memory_bytes[1h])',
    lib.raw('bytes', ['job'])`max_over_time(${memory}[1h])`,
    'bytes',
    'gauge',
    {
      job: 'open',
    },
  );
});

describe('arithmetic', () => {
  prints('memory_bytes + memory_bytes', add(memory, memory), 'bytes', 'gauge', scraped);
  prints('memory_bytes + 1048576', add(memory, lib.mebibytes(1)), 'bytes', 'gauge', scraped);
  prints('start_time_seconds + 60', add(started, minutes(1)), 'timestamp', 'gauge', scraped);
  prints('backup_age_seconds + start_time_seconds', add(age, started), 'timestamp', 'gauge', scraped);
  prints('1024 + memory_bytes', add(bytes(1024), memory), 'bytes', 'gauge', scraped);
  prints('time() - start_time_seconds', lib.subtract(time(), started), 'seconds', 'gauge', scraped);
  prints(
    '1700000000 - start_time_seconds',
    lib.subtract(lib.quantity('timestamp', 1.7e9), started),
    'seconds',
    'gauge',
    scraped,
  );
  prints(
    'start_time_seconds > 1700000000',
    lib.above(started, lib.quantity('timestamp', 1.7e9)),
    'timestamp',
    'gauge',
    scraped,
  );
  prints(
    'clamp_min(start_time_seconds, 1700000000)',
    lib.clampMin(started, lib.quantity('timestamp', 1.7e9)),
    'timestamp',
    'gauge',
    scraped,
  );
  test('a quantity in another unit, past the compiler, is no NaN', () => {
    const stray = lib.quantity('usd', 1) as never;
    assert.throws(() => lib.above(memory, stray), /a quantity in usd stands beside bytes/);
    assert.throws(() => lib.clampMax(memory, stray), /a quantity in usd stands beside bytes/);
  });
  prints('start_time_seconds - 60', lib.subtract(started, seconds(60)), 'timestamp', 'gauge', scraped);
  prints(
    'memory_bytes - memory_bytes offset 1w',
    lib.subtract(memory, lib.offset(memory, '1w')),
    'bytes',
    'gauge',
    scraped,
  );
  prints('memory_bytes * 8', lib.multiply(memory, 8), 'bytes', 'gauge', scraped);
  prints(
    'rate(received_bytes_total[5m]) * backup_age_seconds',
    lib.multiply(rate(received, '5m'), age),
    'bytes',
    'gauge',
    scraped,
  );
  const share = lib.ratio(all, all);
  const sharePrinted = `(${allPrinted} or 0 * ${allPrinted}) / (${allPrinted} > 0)`;
  prints(sharePrinted, share, 'ratio', 'gauge', none);
  prints(`${sharePrinted} * 100`, lib.multiply(share, 100), 'percent', 'gauge', none);
  prints(`100 * (${sharePrinted})`, lib.multiply(100, share), 'percent', 'gauge', none);
  prints('disk_used_percent / 100', lib.divide(disk, 100), 'ratio', 'gauge', scraped);
  prints(
    'memory_bytes / deriv(memory_bytes[1h])',
    lib.divide(memory, lib.deriv(memory, '1h')),
    'seconds',
    'gauge',
    scraped,
  );
  prints('1 / backup_age_seconds', lib.divide(1, age), 'count/s', 'gauge', scraped);
  prints('memory_bytes / backup_age_seconds', lib.divide(memory, age), 'bytes/s', 'gauge', scraped);
  prints(
    `${bothPrinted} / on (command_type) group_left () ${typePrinted}`,
    lib.divide(byBoth, byType, { on: ['command_type'], group: 'left' }),
    'ratio',
    'gauge',
    both,
  );
  prints(
    `${typePrinted} / ignoring (status) group_right () ${bothPrinted}`,
    lib.divide(byType, byBoth, { ignoring: ['status'], group: 'right' }),
    'ratio',
    'gauge',
    both,
  );
  prints(
    `${typePrinted} * on (command_type) group_left (team) label_replace(${typePrinted}, "team", "core", "", "")`,
    lib.multiply(byType, lib.asUnit('ratio', lib.withLabel(byType, 'team', 'core')), {
      on: ['command_type'],
      group: 'left',
      include: ['team'],
    }),
    'count/s',
    'gauge',
    { ...type, team: 'closed' },
  );
  prints(
    'max by (instance, job) (memory_bytes) + on (instance, job) max by (instance, job) (memory_bytes)',
    add(lib.max(memory, { by: ['instance', 'job'] }), lib.max(memory, { by: ['instance', 'job'] }), {
      on: ['instance', 'job'],
    }),
    'bytes',
    'gauge',
    {
      instance: 'open',
      job: 'closed',
    },
  );
});

describe('comparing', () => {
  prints('memory_bytes > 1024', lib.above(memory, bytes(1024)), 'bytes', 'gauge', scraped);
  prints('memory_bytes >= 0', lib.atLeast(memory, 0), 'bytes', 'gauge', scraped);
  prints('disk_used_percent < 5', lib.below(disk, percent(5)), 'percent', 'gauge', scraped);
  prints('backup_age_seconds <= 0.2', lib.atMost(age, lib.ms(200)), 'seconds', 'gauge', scraped);
  prints('health_status == bool 1', lib.equal(health, 1, { bool: true }), 'state', 'gauge', {
    ...scraped,
    module: 'open',
  });
  prints('memory_bytes == bool 0', lib.equal(memory, 0, { bool: true }), 'state', 'gauge', scraped);
  prints('health_status != 1', lib.unequal(health, lib.state(1)), 'state', 'gauge', {
    ...scraped,
    module: 'open',
  });
  prints(
    '300 > time() - start_time_seconds',
    lib.above(minutes(5), lib.subtract(time(), started)),
    'seconds',
    'gauge',
    scraped,
  );
  prints(
    `${bothPrinted} > bool on (command_type) group_left () ${typePrinted}`,
    lib.above(byBoth, byType, { bool: true, on: ['command_type'], group: 'left' }),
    'state',
    'gauge',
    both,
  );
});

describe('sets', () => {
  prints('memory_bytes and backup_age_seconds', lib.and(memory, age), 'bytes', 'gauge', scraped);
  prints(
    'memory_bytes unless on (job) commands_total',
    lib.unless(memory, commands, { on: ['job'] }),
    'bytes',
    'gauge',
    scraped,
  );
  prints(
    `${typePrinted} or on () vector(0)`,
    lib.or(byType, lib.vectorOf('count/s', 0), { on: [] }),
    'count/s',
    'gauge',
    none,
  );
  prints(
    `${bothPrinted} or ignoring (status) ${typePrinted}`,
    lib.or(byBoth, byType, { ignoring: ['status'] }),
    'count/s',
    'gauge',
    type,
  );
  test('a label has the values of both sides', () => {
    const either = lib.or(lib.withLabel(byType, 'kind', 'a'), lib.withLabel(byType, 'kind', 'b'));
    assert.deepEqual(either.labels.kind, { values: ['a', 'b'], closed: true, budget: 2 });
  });
});

describe('quantities', () => {
  const written = (quantity: { readonly in: object }) => quantity.in;
  test('say their number by unit', () => {
    assert.deepEqual(written(lib.ms(200)), { seconds: 0.2 });
    assert.deepEqual(written(lib.seconds(5)), { seconds: 5 });
    assert.deepEqual(written(lib.minutes(5)), { seconds: 300 });
    assert.deepEqual(written(lib.hours(1)), { seconds: 3600 });
    assert.deepEqual(written(lib.days(1)), { seconds: 86400 });
    assert.deepEqual(written(lib.bytes(5)), { bytes: 5 });
    assert.deepEqual(written(lib.mebibytes(1)), { bytes: 1048576 });
    assert.deepEqual(written(lib.gibibytes(1)), { bytes: 1073741824 });
    assert.deepEqual(written(lib.usd(5)), { usd: 5 });
    assert.deepEqual(written(lib.score(4)), { score: 4 });
    assert.deepEqual(written(lib.state(1)), { state: 1 });
    assert.deepEqual(written(lib.percent(99.9)), { percent: 99.9, ratio: 0.999 });
    assert.deepEqual(written(lib.perSecond(5)), { 'count/s': 5 });
    assert.deepEqual(written(lib.perSecond(bytes(5))), { 'bytes/s': 5 });
    assert.deepEqual(written(lib.quantity('usd/count', 0.02)), { 'usd/count': 0.02 });
  });
});

test('every exported function of the language is tried here', async () => {
  const folder = new URL('../../src/promql/', import.meta.url);
  const source = readFileSync(new URL(import.meta.url), 'utf8');
  const names: string[] = [];
  for (const file of readdirSync(folder))
    for (const [name, value] of Object.entries(await import(new URL(file, folder).href)))
      if (name in lib && typeof value === 'function') names.push(name);
  assert.ok(names.includes('rate'));
  assert.deepEqual(
    names.filter((name) => !new RegExp(`\\b${name}\\(`).test(source)),
    [],
  );
});
