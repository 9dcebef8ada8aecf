import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { meaning } from '../../src/promql/meaning.ts';
import { parse } from '../../src/promql/parse.ts';

const of = (text: string): string => {
  const node = parse(text);
  assert.ok(node.type !== 'problem', text);
  return meaning(node);
};

describe('queries that mean the same have the same text', () => {
  for (const [one, other] of [
    ['up{b="1", a="2"}', 'up{a="2",b="1"}'],
    ['sum by (b, a) (up)', 'sum(up) by (a, b)'],
    ['rate(x_total[300s])', 'rate(x_total[5m])'],
    ['up offset 60s', 'up offset 1m'],
    ['max_over_time(up[1h:60s])', 'max_over_time(up[60m:1m])'],
    ['a / on (y, x) group_left (q, p) b', 'a / on (x, y) group_left (p, q) b'],
    ['(up)', 'up'],
  ])
    it(`${one} and ${other}`, () => assert.equal(of(one as string), of(other as string)));
});

describe('queries that do not, have not', () => {
  for (const [one, other] of [
    ['a - b', 'b - a'],
    ['up{a="1"}', 'up{a="2"}'],
    ['sum by (a) (up)', 'sum without (a) (up)'],
    ['rate(x_total[5m])', 'rate(x_total[$__rate_interval])'],
    ['label_replace(up, "a", "b", "c", "d")', 'label_replace(up, "c", "b", "a", "d")'],
    ['up offset 1m', 'up'],
  ])
    it(`${one} and ${other}`, () => assert.notEqual(of(one as string), of(other as string)));
});
