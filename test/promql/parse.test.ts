import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from '../../src/promql/parse.ts';
import { print } from '../../src/promql/print.ts';
import { misuse } from '../../src/promql/signature.ts';
import { nodesOf } from '../../src/promql/walk.ts';
import { parsed, unplaced } from './unplaced.ts';

// What a text means, said by the text that the printer makes of its tree: parentheses show where it differs.
const means: Readonly<Record<string, readonly [text: string, printed: string]>> = {
  'spaces, comments and trailing commas say nothing': [
    '# why\nsum by(a,)( x{b="c",} ) # so',
    'sum by (a) (x{b="c"})',
  ],
  'a grouping may follow its aggregation': ['SUM(x) BY (a)', 'sum by (a) (x)'],
  'a product binds tighter than a sum': ['a + b * c', 'a + b * c'],
  'parentheses are kept where they matter': ['((a + b)) * (c)', '(a + b) * c'],
  'minus associates to the left': ['a - b - c', 'a - b - c'],
  'and to the right by parentheses alone': ['a - (b - c)', 'a - (b - c)'],
  'a power associates to the right': ['a ^ b ^ c', 'a ^ b ^ c'],
  'a sign binds weaker than a power': ['-1 ^ 2', '-1 ^ 2'],
  'a sign binds tighter than a product': ['-a * b', '-a * b'],
  'a number takes its sign': ['- 1', '-1'],
  'two signs cancel': ['--1 + +a', '1 + a'],
  'a minus without spaces is a difference': ['a -1', 'a - 1'],
  'an offset belongs to the metric before it': ['a + b offset 5m * c', 'a + b offset 5m * c'],
  'so it does under a sign': ['-a offset 5m', '-a offset 5m'],
  'an offset may go forward': ['a offset - 5m', 'a offset -5m'],
  'a window is followed by @ and offset': [
    'rate(a[5m] offset 1w @ 1.5e9)',
    'rate(a[5m] @ 1500000000 offset 1w)',
  ],
  '@ may name an end of the range': ['a @ START() + b @ end()', 'a @ start() + b @ end()'],
  'a subquery may leave its step out': ['max_over_time(rate(a[5m])[1h:])', 'max_over_time(rate(a[5m])[1h:])'],
  'a subquery of an operation keeps its parentheses': [
    'sum((a - b)[1h:5m] offset 1d)',
    'sum((a - b)[1h:5m] offset 1d)',
  ],
  'comparisons take bool before the match': [
    'a > bool on(x) group_left(y) b',
    'a > bool on (x) group_left (y) b',
  ],
  'a match may be empty': ['a and on() b', 'a and on () b'],
  'group_right without labels': ['a / ignoring(x) group_right b', 'a / ignoring (x) group_right () b'],
  'atan2 is an operator': ['a atan2 b', 'a atan2 b'],
  'and binds tighter than or': ['a or b and c unless d', 'a or b and c unless d'],
  'a parameter comes before the vector': [
    'topk(5, a) + count_values("v", b)',
    'topk(5, a) + count_values("v", b)',
  ],
  'numbers in every notation': [
    '0x1F + 1e3 + .5 + 010 + 1_000 + Inf + -inf + NaN',
    '31 + 1000 + 0.5 + 8 + 1000 + Inf + -Inf + NaN',
  ],
  'strings in every quoting': [
    `f{a="\\"\\n\\\\", b='\\'"\\x41', c=\`\\d+"\`}`,
    'f{a="\\"\\n\\\\", b="\'\\"A", c="\\\\d+\\""}',
  ],
  'a selector without a name': ['{__name__=~"a.+"}', '{__name__=~"a.+"}'],
  'quoted names of Prometheus 3': [
    'sum by ("x.y") ({"a.b", "c.d"="e"}) + {"plain"}',
    'sum by ("x.y") ({"a.b", "c.d"="e"}) + plain',
  ],
  'keywords as labels': [
    'sum by (by, on, offset) (a{sum="b", bool="c"})',
    'sum by (by, on, offset) (a{sum="b", bool="c"})',
  ],
  'the old name of double_exponential_smoothing': [
    'holt_winters(a[1h], 0.1, 0.2)',
    'holt_winters(a[1h], 0.1, 0.2)',
  ],
};
for (const [sentence, [text, printed]] of Object.entries(means))
  test(`${sentence}: ${text}`, () => {
    assert.equal(print(parsed(text)), printed);
    assert.deepEqual(unplaced(parsed(printed)), unplaced(parsed(text)));
  });

const withVariables: Readonly<Record<string, string>> = {
  'in windows': 'rate(a[$__rate_interval]) + max_over_time(b[$__range:$step])',
  'in windows with braces and a unit': 'rate(a[${__range_s}s]) + rate(b[[[window]]])',
  'in strings': 'a{b=~"$c", d="${e:regex}.*", f="[[g]]"}',
  'as names and parts of them': '${metric}_total{$label="x"} + sum by ($group) ($other)',
  'as numbers': 'topk($k, a) > $bound * (0.$q)',
  'behind offset and @': 'a offset $shift + b @ ${__to:date:seconds}',
};
for (const [sentence, text] of Object.entries(withVariables))
  test(`Grafana variables are kept as written ${sentence}: ${text}`, () => {
    assert.equal(print(parsed(text)), text);
  });

test('a window keeps the variable and not what stood in for it', () => {
  assert.deepEqual(unplaced(parsed('rate(a[$__rate_interval])')), {
    type: 'call',
    name: 'rate',
    args: [
      { type: 'range', of: { type: 'selector', metric: 'a', matchers: [] }, window: '$__rate_interval' },
    ],
  });
});

const broken: Readonly<Record<string, readonly [text: string, message: string, underlined: string]>> = {
  'nothing at all': ['', 'the query ends too early', ''],
  'a missing operand': ['a + ', 'the query ends too early', '+'],
  'a missing parenthesis': ['sum(a', 'the query ends too early', 'a'],
  'a word too many': ['a b', 'b is not expected here', 'b'],
  'an unknown function': ['sum(median(a))', 'median is not a function of PromQL', 'median'],
  'a string without an end': ['a{b="c}', 'the string does not end', '"c}'],
  'a window without a unit': [
    'rate(a[300])',
    '300 is no duration: write a number with its unit, such as 5m',
    '[300]',
  ],
  'an offset that is computed': [
    'a offset 300',
    '300 is no duration: write a number with its unit, such as 5m',
    'offset 300',
  ],
  'a duration for a number': ['a > 5m', '5m stands for a number only in Prometheus 3: write seconds', '5m'],
  'an escape that Go does not know': [
    'a{b="\\d"}',
    'the string does not end, or has an escape that Prometheus does not know',
    '"\\d"',
  ],
  'a window behind an expression': [
    'rate(sum(a)[5m])',
    'a window stands only behind a metric: behind an expression write [window:step]',
    '[5m]',
  ],
  'a window behind an offset': ['rate(a offset 5m [5m])', 'the window comes before offset and @', '[5m]'],
  'an offset behind an aggregation': [
    'sum(a) offset 5m',
    'offset stands only behind a metric, a range or a subquery',
    'offset 5m',
  ],
  'a window of nothing': [
    'rate(a[0s])',
    '0s is no duration: write a number with its unit, such as 5m',
    '[0s]',
  ],
  'two offsets': ['a offset 5m offset 1m', 'offset is set twice', 'offset 1m'],
  'an aggregation of nothing': ['sum()', 'sum takes a vector', 'sum()'],
  'an aggregation of too much': [
    'sum(a, b, c)',
    'sum takes at most a parameter and a vector',
    'sum(a, b, c)',
  ],
  'an experiment of Prometheus 3': [
    'rate(a[5m] smoothed)',
    'a[5m] smoothed is an experiment of Prometheus 3 that 2.42 does not know',
    'a[5m] smoothed',
  ],
};
for (const [sentence, [text, message, underlined]] of Object.entries(broken))
  test(`${sentence} is a problem with a place: ${text}`, () => {
    const problem = parse(text);
    assert.equal(problem.type, 'problem');
    if (problem.type !== 'problem') return;
    assert.equal(problem.message, message);
    assert.equal(text.slice(...problem.place), underlined);
  });

const misused: Readonly<Record<string, readonly [text: string, message: string | undefined]>> = {
  'a vector for a range': ['rate(a)', 'rate() needs a range such as metric[5m], and gets a vector'],
  'a range for a vector': ['sum(a[5m])', 'sum() needs a vector, and gets a range such as metric[5m]'],
  'too few arguments': ['histogram_quantile(a)', 'histogram_quantile() takes 2 arguments, and has 1'],
  'too many arguments': ['round(a, 1, 2)', 'round() takes 1 to 2 arguments, and has 3'],
  'a parameter that is missing': ['topk(a)', 'topk() needs a number before the vector'],
  'a set operation with a number': ['a and 1', 'and needs a vector on both sides'],
  'bool behind an addition': ['a + bool b', 'bool stands only behind a comparison, not behind +'],
  'two numbers compared': ['1 > 2', 'two numbers are compared with bool'],
  'a selector of everything': [
    'sum({})',
    'a selector needs a name, or a matcher that a missing label does not pass',
  ],
  'a matcher that everything passes': [
    '{a="", b=~".*", c!="d", e!~"f"}',
    'a selector needs a name, or a matcher that a missing label does not pass',
  ],
  'a matcher that a label must pass': [
    '{a=~".+"} + {a!=""} + {a!~".*"} + {a="$b"} + {__name__=~"a.*"}',
    undefined,
  ],
  'a name told twice': ['rate(up{__name__="x"}[5m])', 'up has its name twice: in front and as __name__'],
  'a label that is matched and copied': [
    'a * on (b, c) group_left (c) d',
    'c is equal on both sides already: on() and group_left() cannot both have it',
  ],
  'a label that is ignored and copied': ['a * ignoring (c) group_left (c) d', undefined],
  'a group in a set operation': [
    'a or on (b) group_left () c',
    'or compares sets of series, and takes no group_left',
  ],
  'a function of Prometheus 3': [
    'sort_by_label(a, "b")',
    'sort_by_label() is a function of Prometheus 3 that 2.42 does not know',
  ],
  'an aggregation of Prometheus 3': [
    'limitk(3, a)',
    'limitk() is a function of Prometheus 3 that 2.42 does not know',
  ],
  'a variable may be anything': ['topk($k, $query) + rate($range)', undefined],
  'as many arguments as wanted': ['label_join(a, "b", ",", "c", "d") + hour() + round(a)', undefined],
};
for (const [sentence, [text, message]] of Object.entries(misused))
  test(`${sentence}: ${text}`, () => {
    assert.equal(misuse(parsed(text))?.message, message);
  });

const promtool = spawnSync('promtool', ['--version']).error ? 'promtool is not installed' : false;

test('promtool agrees on what is misused', { skip: promtool }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-'));
  try {
    const file = join(folder, 'rules.yml');
    for (const [text, message] of Object.values(misused)) {
      if (/\$[kqr]/.test(text)) continue;
      writeFileSync(
        file,
        JSON.stringify({ groups: [{ name: 'a', rules: [{ record: 'r:r', expr: text }] }] }),
      );
      const { status } = spawnSync('promtool', ['check', 'rules', '--lint=none', file]);
      assert.equal(status === 0, message === undefined, text);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('every node and matcher has its place in the text, without the parentheses around it', () => {
  const text = 'sum by (a) ((rate(x{b="c", d!="e"}[5m] offset 1h)) / -(y)) > 1';
  const places = nodesOf(parsed(text)).flatMap((node) => [
    `${node.type} ${text.slice(...(node.place ?? []))}`,
    ...(node.type === 'selector' ? node.matchers.map((matcher) => text.slice(...(matcher.place ?? []))) : []),
  ]);
  assert.deepEqual(places, [
    'binary sum by (a) ((rate(x{b="c", d!="e"}[5m] offset 1h)) / -(y)) > 1',
    'aggregate sum by (a) ((rate(x{b="c", d!="e"}[5m] offset 1h)) / -(y))',
    'number 1',
    'binary (rate(x{b="c", d!="e"}[5m] offset 1h)) / -(y)',
    'call rate(x{b="c", d!="e"}[5m] offset 1h)',
    'negate -(y)',
    'range x{b="c", d!="e"}[5m] offset 1h',
    'selector y',
    'selector x{b="c", d!="e"}',
    'b="c"',
    'd!="e"',
  ]);
});
