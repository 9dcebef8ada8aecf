import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Edit } from '../../src/review/edit.ts';
import { sentence } from '../../src/review/sentence.ts';
import { summary } from '../../src/review/summary.ts';

const edit = (
  at: readonly string[],
  change: Edit['change'],
  what: string,
  more: Partial<Edit> = {},
): Edit => ({
  at,
  change,
  what,
  ...more,
});
const moved = (name: string): Edit => edit([], 'moved', `panel ${name}`);

describe('a summary', () => {
  const table: readonly (readonly [edits: readonly Edit[], text: string])[] = [
    [[], 'nothing changed'],
    [[edit([], 'changed', 'title')], 'title changed'],
    [
      [moved('A'), moved('B'), edit(['panel C', 'query A'], 'changed', 'expression')],
      'two panels moved, one query changed',
    ],
    // One thing with two differences is one thing; the same letter in two panels is two.
    [
      [
        edit(['panel A', 'query A'], 'changed', 'expression'),
        edit(['panel A', 'query A'], 'changed', 'legend'),
        edit(['panel B', 'query A'], 'changed', 'legend'),
      ],
      'two queries changed',
    ],
    [[edit(['panel A'], 'added', 'description'), edit(['panel A'], 'removed', 'unit')], 'one panel changed'],
    [[edit(['panel A'], 'changed', 'threshold critical')], 'one threshold changed'],
    [[edit([], 'moved', 'dashboard'), edit([], 'changed', 'layout')], 'dashboard moved, layout changed'],
    [Array.from({ length: 12 }, (_, index) => moved(String(index))), '12 panels moved'],
    [
      'abcdefgh'.split('').map((name) => edit([], 'changed', name)),
      'a changed, b changed, c changed, d changed, e changed, f changed, and 2 more',
    ],
  ];
  for (const [edits, text] of table) it(text, () => assert.equal(summary(edits), text));
});

describe('a sentence', () => {
  const table: readonly (readonly [edit: Edit, text: string])[] = [
    [
      edit(['panel Error rate', 'query A'], 'changed', 'expression', {
        before: 'rate(a[5m])',
        after: 'rate(a[10m])',
      }),
      'panel Error rate › query A: expression changed from rate(a[5m]) to rate(a[10m])',
    ],
    [edit([], 'removed', 'panel Queue depth'), 'panel Queue depth removed'],
    [
      edit([], 'moved', 'panel CPU', { before: 'row A', after: 'row B' }),
      'panel CPU moved from row A to row B',
    ],
    [
      edit([], 'changed', 'expression', { before: 'up', after: 'up' }),
      'expression written differently, means the same',
    ],
    [edit([], 'changed', 'url', { before: 'from A', after: 'from B' }), 'url changed: from A → from B'],
  ];
  for (const [one, text] of table) it(text, () => assert.equal(sentence(one), text));
});
