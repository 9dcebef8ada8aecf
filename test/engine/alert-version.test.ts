import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readRules } from '../../src/compile/read-rules.ts';
import { alertVersion } from '../../src/engine/alert-version.ts';
import { inlined } from '../../src/engine/inlined.ts';
import { recordedApart } from '../../src/engine/recorded-apart.ts';
import { Failure } from '../../src/model/failure.ts';
import type { WrittenRule } from '../../src/model/written-rule.ts';

const record = (name: string, expr: string, labels: Record<string, string> = {}): WrittenRule => ({
  type: 'record',
  name,
  expr,
  labels,
  interval: 30,
  for: 0,
  keepFiringFor: 0,
});
const alert = (expr: string, change: Partial<WrittenRule> = {}): WrittenRule => ({
  ...record('Alarm', expr),
  type: 'alert',
  ...change,
});
const version = (...rules: readonly WrittenRule[]) => {
  const found = alertVersion('Alarm', rules);
  assert.ok(found);
  return found;
};

describe('what an alert depends on', () => {
  test('are the rules that it reads, those that they read, and scraped series', () => {
    const found = version(
      record('b', 'sum(rate(x[5m]))'),
      record('other', 'sum(rate(z[5m]))'),
      record('a', 'b / y offset 1h'),
      alert('a > 1 and up == 1'),
    );
    assert.deepEqual(
      found.recordings.map(({ name }) => name),
      ['b', 'a'],
    );
    assert.deepEqual(found.reads, ['up', 'x', 'y']);
  });

  test('are, of rules with one name, those whose labels the query asks for', () => {
    const found = version(
      record('a', 'x', { of: 'x' }),
      record('a', 'y', { of: 'y' }),
      alert('a{of="y"} > 1'),
    );
    assert.deepEqual(found.reads, ['y']);
  });

  const lookbacks: Readonly<Record<string, readonly [expr: string, seconds: number]>> = {
    'a window': ['rate(x[5m]) > 1', 300],
    'a window some time ago': ['rate(x[5m] offset 1h) > 1', 3900],
    'a subquery over a window': ['max_over_time(rate(x[5m])[30m:1m]) > 1', 2100],
    'the furthest of several': ['rate(x[5m]) > rate(x[10m])', 600],
    'a recorded series over a window': ['avg_over_time(a[1h]) > 1', 3600 + 120],
    'nothing but now': ['x > 1', 0],
  };
  for (const [sentence, [expr, seconds]] of Object.entries(lookbacks))
    test(`it looks back as far as ${sentence}`, () =>
      assert.equal(version(record('a', 'rate(x[2m])'), alert(expr)).lookback, seconds));

  test('and it waits on top of that', () =>
    assert.equal(version(alert('rate(x[5m]) > 1', { for: 600 })).lookback, 900));

  test('an alert that is not there is none', () =>
    assert.equal(alertVersion('Alarm', [record('a', 'x')]), undefined));

  test('rules in a circle are told', () =>
    assert.throws(
      () => version(record('a', 'b'), record('b', 'a'), alert('a > 1')),
      (error: Failure) => /reads itself/.test(error.message),
    ));

  test('a query that does not parse is told', () =>
    assert.throws(
      () => version(alert('sum(')),
      (error: Failure) => /Alarm does not parse/.test(error.message),
    ));
});

describe('recorded apart', () => {
  const raw = record('r', 'sum(rate(x[5m]))');
  const smooth = record('s', 'avg_over_time(r[10m])');
  const old = version(raw, smooth, alert('s > 1'));

  test('rules that are the same are recorded once', () => {
    const { levels, versions } = recordedApart([old, version(raw, smooth, alert('s > 2'))]);
    assert.deepEqual(
      levels.map((level) => level.map(({ name }) => name.split(':')[0])),
      [['r'], ['s']],
    );
    assert.equal(versions[0]?.alerts[0]?.expr.replace('> 1', '> 2'), versions[1]?.alerts[0]?.expr);
  });

  test('a rule that changed below is recorded twice, and so is all that reads it', () => {
    const changed = version(record('r', 'sum(rate(x[1m]))'), smooth, alert('s > 1'));
    const { levels, versions } = recordedApart([old, changed]);
    assert.deepEqual(
      levels.map((level) => level.length),
      [2, 2],
    );
    assert.notEqual(versions[0]?.alerts[0]?.expr, versions[1]?.alerts[0]?.expr);
  });

  test('a series is looked at as long as its rule would have kept it', () => {
    const { versions } = recordedApart([old]);
    assert.match(versions[0]?.alerts[0]?.expr ?? '', /^last_over_time\(s:\w{12}\[30s\]\) > 1$/);
  });
});

describe('inlined', () => {
  const rules = [record('r', 'sum by (job) (rate(x[5m]))'), record('o', 'avg_over_time(r[1h])', { of: 'x' })];
  const text = (expr: string, served: Parameters<typeof inlined>[1] = []) =>
    inlined(version(...rules, alert(expr)), served).alerts[0]?.expr;

  test('a recorded series gives way to its query', () =>
    assert.equal(text('r > 1'), 'sum by (job) (rate(x[5m])) > 1'));
  test('in a window it becomes a subquery at the interval of its rule', () =>
    assert.equal(
      text('max_over_time(r[10m]) > 1'),
      'max_over_time(sum by (job) (rate(x[5m]))[10m:30s]) > 1',
    ));
  test('some time ago it is what was last recorded then', () =>
    assert.equal(
      text('r offset 1d > 1'),
      'last_over_time(sum by (job) (rate(x[5m]))[30s:30s] offset 1d) > 1',
    ));
  test('a label that the rule writes is written, and asked for without a query', () =>
    assert.equal(
      text('o{of="x"} > 1'),
      'label_replace(avg_over_time(sum by (job) (rate(x[5m]))[1h:30s]), "of", "x", "", "") > 1',
    ));
  test('what the server records in the same way is read', () => {
    const [r, o] = [
      { name: 'r', query: 'sum by(job) (rate(x[5m]))', labels: {} },
      { name: 'o', query: 'avg_over_time(r[1h])', labels: { of: 'x' } },
    ];
    assert.equal(text('o > 1', [r, o]), 'o > 1');
    assert.equal(
      text('r > 1', [{ ...r, query: 'sum by (job) (rate(x[1m]))' }, o]),
      'sum by (job) (rate(x[5m])) > 1',
    );
    // What it is made of is not the same there.
    assert.match(text('o > 1', [o]) ?? '', /^label_replace/);
  });
});

describe('a rule file', () => {
  test('is read with the intervals and waits that it says or leaves out', () => {
    const file = `groups:
  - name: a
    interval: 15s
    rules:
      - record: a:b
        expr: up
      - alert: B
        expr: up == 0
        for: 1m
        keep_firing_for: 0s
        labels: { severity: high }
        annotations: { summary: x }
  - name: c
    rules: [{ record: d, expr: up }]
`;
    assert.deepEqual(
      readRules(file, 'a.yml', '30s').map(({ name, interval, for: wait, labels }) => [
        name,
        interval,
        wait,
        labels,
      ]),
      [
        ['a:b', 15, 0, {}],
        ['B', 15, 60, { severity: 'high' }],
        ['d', 30, 0, {}],
      ],
    );
  });

  for (const [what, text] of [
    ['YAML that is broken', 'groups: ['],
    ['something else', 'rules: []'],
    ['a wait that is no duration', 'groups: [{ name: a, rules: [{ alert: A, expr: up, for: soon }] }]'],
  ] as const)
    test(`${what} is told with its name`, () =>
      assert.throws(
        () => readRules(text, 'a.yml at main'),
        (error: unknown) => error instanceof Failure && /a\.yml at main/.test(error.message),
      ));
});
