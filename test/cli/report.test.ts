import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatProblems, problemsAsJson } from '../../src/cli/report.ts';
import type { Problem } from '../../src/model/problem.ts';

const text = 'sum(rate(framework_health_status[5m]))';
const one: Problem = {
  check: 'rate-needs-counter',
  severity: 'error',
  path: 'dashboards/operations.ts › Health › A',
  message: 'rate() needs a counter, and framework_health_status is a gauge',
  fix: 'use delta() or deriv()',
  query: { text, place: [4, 37] },
};
const other: Problem = {
  check: 'panel-has-unit',
  severity: 'warning',
  path: 'dashboards/operations.ts › Health',
  message: 'no unit',
  fix: 'say it',
};
const plain = { colour: false };
const marked = (query: Problem['query'], width?: number): string[] =>
  formatProblems([{ ...one, ...(query && { query }) }], { colour: false, ...(width && { width }) })
    .split('\n')
    .slice(2, 4)
    .map((line) => line.slice(11));

test('problems of one path stand together, with the wrong part underlined', () => {
  assert.equal(
    formatProblems([one, other], plain),
    `dashboards/operations.ts › Health
  error    rate() needs a counter, and framework_health_status is a gauge
           sum(rate(framework_health_status[5m]))
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
           fix: use delta() or deriv()
           see src/checks/rate-needs-counter.md
  warning  no unit
           fix: say it
           see src/checks/panel-has-unit.md

1 error, 1 warning`,
  );
});

test('no problems are said in two words', () => {
  assert.equal(formatProblems([], plain), 'No problems.');
});

test('colour is added only where it is asked for', () => {
  assert.ok(formatProblems([one], { colour: true }).includes('\u001b[31merror  \u001b[0m'));
  assert.ok(!formatProblems([one], plain).includes('\u001b'));
});

test('of a query of several lines the one with the place is shown, and the mark ends with it', () => {
  assert.deepEqual(marked({ text: 'sum(\n\trate(up[5m])\n)', place: [6, 18] }), [
    ' rate(up[5m])',
    ' ^^^^^^^^^^^^',
  ]);
  assert.deepEqual(marked({ text: 'sum(\nup\n)', place: [0, 9] }), ['sum(', '^^^^']);
});

test('a long query is cropped around the place', () => {
  const long = `${'aaaa + '.repeat(20)}wrong${' + bbbb'.repeat(20)}`;
  const [line = '', mark = ''] = marked({ text: long, place: [140, 145] }, 40);
  assert.equal(line, '… + aaaa + wrong + bbbb + bbbb + bbbb + b…');
  assert.equal(line.slice(mark.indexOf('^'), mark.lastIndexOf('^') + 1), 'wrong');
});

test('a place without width is still marked', () => {
  assert.deepEqual(marked({ text: 'up +', place: [4, 4] }), ['up +', '    ^']);
});

test('JSON has the problems as they are, and the counts', () => {
  assert.deepEqual(JSON.parse(problemsAsJson([one, other])), {
    problems: [one, other],
    errors: 1,
    warnings: 1,
  });
});

test('what is wrong with a panel and with its queries stands under one heading, and JSON keeps each path', () => {
  const lines = formatProblems([one, other, { ...one, path: 'alerts/web.ts › main › A' }], plain).split('\n');
  assert.deepEqual(
    lines.filter((line) => line.includes(' › ')),
    ['dashboards/operations.ts › Health', 'alerts/web.ts › main › A'],
  );
});
