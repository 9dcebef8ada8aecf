import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Node } from '../../src/model/node.ts';
import { parse } from '../../src/promql/parse.ts';
import { print } from '../../src/promql/print.ts';
import { watched } from '../../src/promql/watched.ts';

const watches: Readonly<Record<string, string>> = {
  'rate(a[5m]) > 2 and b > 3': 'rate(a[5m])',
  'a > 1 or b < 2': 'a or b',
  'a unless b': 'a',
  'max by (x) (a == 0)': 'max by (x) (a)',
  'a > bool 1': 'a > bool 1',
  'absent(a{b="c"})': 'a{b="c"}',
  'count(sum(a) > 0 unless b) > 0': 'count(sum(a))',
  'a / (b > 0) > 0.5': 'a / b',
};

for (const [condition, watch] of Object.entries(watches))
  test(`${condition} watches ${watch}`, () => assert.equal(print(watched(parse(condition) as Node)), watch));
