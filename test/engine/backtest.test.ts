import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alertVersion } from '../../src/engine/alert-version.ts';
import { backtest } from '../../src/engine/backtest.ts';
import type { WrittenRule } from '../../src/model/written-rule.ts';

const rule = (interval: number): WrittenRule => ({
  type: 'alert',
  name: 'Alarm',
  expr: 'up == 0',
  labels: {},
  for: 0,
  keepFiringFor: 0,
  interval,
});

test('a past is asked for in pieces that touch and do not overlap, and progress is told after each', async () => {
  const pieces: string[] = [];
  const told: string[] = [];
  const server = {
    seriesOf: async (_: string, { start, end, step }: { start: number; end: number; step: number }) => {
      pieces.push(`${start} to ${end} by ${step}`);
      return [];
    },
  };
  const before = alertVersion('Alarm', [rule(10)]);
  const after = alertVersion('Alarm', [rule(30)]);
  await backtest(before, after, server, { from: 0, to: 60_000 }, (done, of) => told.push(`${done} of ${of}`));
  assert.deepEqual(pieces, [
    '0 to 19990 by 10',
    '20000 to 39990 by 10',
    '40000 to 59990 by 10',
    '60000 to 60000 by 10',
    '0 to 59970 by 30',
    '60000 to 60000 by 30',
  ]);
  assert.equal(told[0], '0 of 6');
  assert.deepEqual([...new Set(told)].at(-1), '6 of 6');
});
