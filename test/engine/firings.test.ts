import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { stringify } from 'yaml';
import { firingsOf } from '../../src/engine/firings.ts';
import { testRules, withoutPromtool } from '../support/promtool.ts';

const step = 15;
const labels = { a: 'b' };

/** Evaluations as a line: `#` where the condition held. */
const heldIn = (course: string): readonly number[] =>
  [...course].flatMap((sign, index) => (sign === '#' ? [index * step] : []));

/** Evaluations as a line: `!` where the alert fired. */
function firedIn(course: string, wait: { for: number; keepFiringFor: number }): string {
  const to = (course.length - 1) * step;
  const firings = firingsOf({ labels, at: heldIn(course) }, wait, { from: 0, to, step });
  return [...course]
    .map((_, index) => index * step)
    .map((now) => (firings.some(({ start, end, open }) => now >= start && (open || now < end)) ? '!' : '.'))
    .join('');
}

const cases: Readonly<Record<string, readonly [held: string, wait: number, keep: number, fired: string]>> = {
  'without a wait it fires at once, and ends at the first evaluation without': ['..##..', 0, 0, '..!!..'],
  'it fires at the evaluation that completes the wait': ['.####..', 30, 0, '...!!..'],
  'a wait between two evaluations is over at the next': ['.####..', 20, 0, '...!!..'],
  'what is shorter than the wait never fires': ['.##..##.', 30, 0, '........'],
  'a gap of one evaluation begins the wait anew': ['.##.###.', 30, 0, '......!.'],
  'kept firing, it goes on for so long after the last time': ['.#.....', 0, 45, '.!!!!..'],
  'kept firing, it has not been away when it comes back': ['.#..#......', 0, 45, '.!!!!!!!...'],
  'kept firing after a wait, it need not wait again': ['###.#..', 30, 30, '..!!!!!'],
  'a pending one is not kept': ['.##....', 45, 60, '.......'],
  'what still fires at the end stays open': ['...###', 15, 0, '....!!'],
  'nothing is nothing': ['......', 0, 60, '......'],
};

describe('firings of a condition', () => {
  for (const [sentence, [held, wait, keep, fired]] of Object.entries(cases))
    test(sentence, () => assert.equal(firedIn(held, { for: wait, keepFiringFor: keep }), fired));

  test('have their beginning, their end and their labels', () => {
    const held = { labels, at: heldIn('.##...##') };
    assert.deepEqual(firingsOf(held, { for: 0, keepFiringFor: 0 }, { from: 0, to: 105, step }), [
      { labels, start: 15, end: 45, open: false },
      { labels, start: 90, end: 105, open: true },
    ]);
  });

  test('what held before the first evaluation is not known', () => {
    const held = { labels, at: [0, 15, 30, 45] };
    assert.deepEqual(firingsOf(held, { for: 15, keepFiringFor: 0 }, { from: 30, to: 60, step }), [
      { labels, start: 45, end: 60, open: false },
    ]);
  });
});

/** Numbers that look random and are the same each time. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

test('a hundred random courses fire when Prometheus says that they do', { skip: withoutPromtool }, () => {
  const evaluations = 40;
  const random = dice(7);
  const courses = Array.from({ length: 100 }, () => {
    let on = false;
    const course = Array.from({ length: evaluations }, () => {
      if (random() < 0.3) on = !on;
      return on ? '#' : '.';
    }).join('');
    const wait = { for: [0, 15, 20, 30, 60][Math.floor(random() * 5)] ?? 0, keepFiringFor: 0 };
    wait.keepFiringFor = [0, 0, 15, 40, 60][Math.floor(random() * 5)] ?? 0;
    return { course, wait };
  });
  assert.ok(courses.some(({ course, wait }) => firedIn(course, wait).includes('!')));
  const folder = mkdtempSync(join(tmpdir(), 'sightline-firings-'));
  const rules = courses.map(({ wait }, index) => ({
    alert: `A${index}`,
    expr: `m${index} == 1`,
    for: `${wait.for}s`,
    ...(wait.keepFiringFor > 0 && { keep_firing_for: `${wait.keepFiringFor}s` }),
  }));
  writeFileSync(
    join(folder, 'rules.yml'),
    stringify({ groups: [{ name: 'g', interval: `${step}s`, rules }] }),
  );
  const seen = courses.map(({ course, wait }) => firedIn(course, wait));
  const moments = Array.from({ length: evaluations }, (_, at) => ({
    expr: 'ALERTS{alertstate="firing"}',
    eval_time: `${at * step}s`,
    exp_samples: seen.flatMap((line, index) =>
      line[at] === '!' ? [{ labels: `ALERTS{alertname="A${index}", alertstate="firing"}`, value: 1 }] : [],
    ),
  }));
  const tests = [
    {
      interval: `${step}s`,
      input_series: courses.map(({ course }, index) => ({
        series: `m${index}`,
        values: [...course].map((sign) => (sign === '#' ? 1 : 0)).join(' '),
      })),
      promql_expr_test: moments,
    },
  ];
  writeFileSync(
    join(folder, 'test.yml'),
    stringify({ rule_files: ['rules.yml'], evaluation_interval: `${step}s`, tests }),
  );
  const { ok, output } = testRules(join(folder, 'test.yml'));
  rmSync(folder, { recursive: true });
  assert.ok(ok, output.slice(0, 4000));
});
