import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatValue } from '../../../services/viewer/draw/units.ts';

// What Grafana shows for a value; its own tests of formats, and what its panels were seen to show, are where these come from.
const rows: readonly (readonly [value: number, unit: string, decimals: number | undefined, text: string])[] =
  [
    [100, 'none', undefined, '100'],
    [100.37, 'none', 1, '100.4'],
    [100, 'none', 1, '100.0'],
    [186.123, 'none', -2, '186'],
    [1.23456, 'none', undefined, '1.23'],
    [12.3456, 'none', undefined, '12.3'],
    [123.456, 'none', undefined, '123'],
    [-1.23456, 'none', undefined, '-1.2'],
    [0, 'none', undefined, '0'],
    [0, 'none', 2, '0.00'],
    [0.00025, 'none', undefined, '0.000250'],
    [Number.NaN, 'none', undefined, 'NaN'],
    [Number.POSITIVE_INFINITY, 's', undefined, '∞'],
    [98765, 'short', 2, '98.77 K'],
    [9876543, 'short', 6, '9.876543 Mil'],
    [1000, 'short', undefined, '1 K'],
    [999, 'short', undefined, '999'],
    [15300, 'short', 0, '15 K'],
    [1.5e9, 'short', undefined, '1.50 Bil'],
    [0.5, 'short', undefined, '0.500'],
    [-2500, 'short', undefined, '-2.5 K'],
    [42, 'percent', undefined, '42%'],
    [99.456, 'percent', 1, '99.5%'],
    [0.99945, 'percentunit', 3, '99.945%'],
    [1, 'percentunit', undefined, '100%'],
    [0.0283, 'percentunit', undefined, '2.83%'],
    [0.148, 's', 0, '148 ms'],
    [0.0000000005, 's', undefined, '0.500 ns'],
    [0.00005, 's', 0, '50 µs'],
    [0, 's', undefined, '0 s'],
    [59, 's', undefined, '59 s'],
    [90, 's', undefined, '1.50 min'],
    [5400, 's', undefined, '1.50 hour'],
    [172800, 's', undefined, '2 day'],
    [2592000, 's', undefined, '4.29 week'],
    [63072000, 's', 0, '2 year'],
    [0.0024, 'ms', 4, '0.0024 ms'],
    [100, 'ms', 0, '100 ms'],
    [1250, 'ms', 2, '1.25 s'],
    [10000086.123, 'ms', 1, '2.8 hour'],
    [1200, 'ms', 0, '1 s'],
    [1024, 'bytes', undefined, '1 KiB'],
    [1536, 'bytes', undefined, '1.50 KiB'],
    [1023, 'bytes', undefined, '1023 B'],
    [2 ** 30, 'bytes', undefined, '1 GiB'],
    [1000, 'Bps', undefined, '1 kB/s'],
    [1024, 'binBps', undefined, '1 KiB/s'],
    [2.5e6, 'decbytes', undefined, '2.50 MB'],
    [0.25, 'ops', undefined, '0.250 ops/s'],
    [1234, 'ops', undefined, '1.23K ops/s'],
    [1532.82, 'currencyUSD', 2, '$1.53K'],
    [0.027, 'currencyUSD', 3, '$0.027'],
    [-5, 'currencyUSD', undefined, '-$5'],
    [7, 'widgets', undefined, '7 widgets'],
    [7, 'suffix: apples', undefined, '7  apples'],
    [1500, 'count:jobs', undefined, '1.50K jobs'],
  ];

for (const [value, unit, decimals, text] of rows)
  test(`${value} in ${unit}${decimals === undefined ? '' : ` with ${decimals} decimals`} is ${text}`, () =>
    assert.equal(formatValue(value, unit, decimals), text));

test('a moment is told as an age', () => {
  const now = Date.UTC(2026, 0, 31);
  const told = (away: number) => formatValue(now + away * 1000, 'dateTimeFromNow', undefined, now);
  assert.deepEqual([-5, -60, -600, -4000, -3 * 3600, 2 * 86_400, -90 * 86_400, -3 * 31_556_952].map(told), [
    'a few seconds ago',
    'a minute ago',
    '10 minutes ago',
    'an hour ago',
    '3 hours ago',
    'in 2 days',
    '3 months ago',
    '3 years ago',
  ]);
});
