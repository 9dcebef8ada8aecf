import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { figure } from '../../src/review/figure.ts';
import { shortenedPair } from '../../src/review/shorten.ts';

describe('a figure in a unit of Grafana', () => {
  const table: readonly (readonly [value: number, unit: string | undefined, text: string])[] = [
    [0.05, 'percentunit', '5 %'],
    [0.07, 'percentunit', '7 %'],
    [0.999, 'percentunit', '99.9 %'],
    [80, 'percent', '80 %'],
    [0.2, 's', '200 ms'],
    [300, 'ms', '300 ms'],
    [1500, 'ms', '1.5 s'],
    [125, 's', '125 s'],
    [5400, 's', '1.5 h'],
    [86_400, 's', '1 d'],
    [0, 's', '0 s'],
    [-300, 's', '-5 min'],
    [5, 'm', '5 min'],
    [1536, 'bytes', '1.5 KiB'],
    [1_000_000, 'bytes', '1000000 B'],
    [1_000_000, 'decbytes', '1 MB'],
    [2_000_000, 'Bps', '2 MB/s'],
    [100, 'reqps', '100 req/s'],
    [3, 'ops', '3 ops/s'],
    [12.5, 'currencyUSD', '$12.5'],
    [-2, 'currencyUSD', '-$2'],
    [1e6, 'short', '1000000'],
    [5, undefined, '5'],
    [3, 'suffix:tokens', '3 tokens'],
    [3, 'prefix:~', '~3'],
    [7, 'lengthkm', '7 lengthkm'],
  ];
  for (const [value, unit, text] of table)
    it(`${value} in ${unit} is ${text}`, () => assert.equal(figure(value, unit), text));
});

describe('two long texts', () => {
  it('show what differs, and how they begin where that is near', () => {
    const [before, after] = shortenedPair(`up == 1 ${'x'.repeat(200)}`, `up == 2 ${'x'.repeat(200)}`);
    assert.equal(before, `up == 1 ${'x'.repeat(35)}…`);
    assert.equal(after, `up == 2 ${'x'.repeat(35)}…`);
  });
  it('show where one goes on', () => {
    const long = 'word '.repeat(40).trim();
    assert.deepEqual(shortenedPair(long, `${long} more`), [
      '…word word word word word word word',
      '…word word word word word word word more',
    ]);
  });
  it('do not cut a character in two', () => {
    const [before] = shortenedPair(`${'😀'.repeat(100)}a`, `${'😀'.repeat(100)}b`);
    assert.equal(Buffer.from(before).toString(), before);
  });
});
