import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sideBySide } from '../../src/engine/side-by-side.ts';
import type { WrittenRule } from '../../src/model/written-rule.ts';

const record = (name: string, expr: string, interval = 60): WrittenRule => ({
  type: 'record',
  name,
  expr,
  labels: {},
  interval,
  for: 0,
  keepFiringFor: 0,
});
const asked = new Set(['job:share:ratio']);
const share = record('job:share:ratio', 'job:failed:rate / job:all:rate');
const all = record('job:all:rate', 'sum by (job) (rate(all_total[5m]))');
const failed = (window: string) => record('job:failed:rate', `sum by (job) (rate(failed_total[${window}]))`);
const names = (levels: readonly (readonly WrittenRule[])[]) =>
  levels.map((level) => level.map(({ name }) => name).sort());

describe('the recording rules of two versions, side by side', () => {
  test('what is the same is recorded once, however it is written', () => {
    const written = record('job:all:rate', 'sum by(job)(rate(all_total[300s]))');
    const { levels, earlier } = sideBySide(
      { rules: [share, written, failed('5m')], asked },
      { rules: [failed('5m'), all, share], asked },
    );
    assert.deepEqual(names(levels), [['job:all:rate', 'job:failed:rate'], ['job:share:ratio']]);
    assert.equal(earlier('job:share:ratio > 0.1'), 'job:share:ratio > 0.1');
  });

  test('what differs has two names, and so has what reads it', () => {
    const { levels, earlier, scraped } = sideBySide(
      { rules: [share, all, failed('1m')], asked },
      { rules: [share, all, failed('5m')], asked },
    );
    assert.deepEqual(names(levels), [
      ['job:all:rate', 'job:failed:rate', 'job:failed:rate:before'],
      ['job:share:ratio', 'job:share:ratio:before'],
    ]);
    assert.equal(
      levels.flat().find(({ name }) => name === 'job:share:ratio:before')?.expr,
      'job:failed:rate:before / job:all:rate',
    );
    assert.equal(
      earlier('max(job:share:ratio{job="a"}) - my_job:share:ratio'),
      'max(job:share:ratio:before{job="a"}) - my_job:share:ratio',
    );
    assert.deepEqual([...scraped].sort(), ['all_total', 'failed_total']);
  });

  test('what only the earlier version records keeps its name', () => {
    const { levels, earlier } = sideBySide(
      { rules: [share, all, failed('1m')], asked },
      { rules: [all], asked },
    );
    assert.deepEqual(names(levels), [['job:all:rate', 'job:failed:rate'], ['job:share:ratio']]);
    assert.equal(earlier('job:share:ratio'), 'job:share:ratio');
  });

  test('what nobody asked for is left out', () => {
    const { levels } = sideBySide(
      { rules: [share, all, failed('1m')], asked: new Set() },
      { rules: [all], asked: new Set(['job:all:rate']) },
    );
    assert.deepEqual(names(levels), [['job:all:rate']]);
  });

  test('rules that read each other in a circle end', () => {
    const [one, other] = [record('a:b', 'c:d + 1'), record('c:d', 'a:b + 1')];
    const version = { rules: [one, other], asked: new Set(['a:b']) };
    assert.deepEqual(names(sideBySide(version, version).levels), [['a:b', 'c:d']]);
  });
});
