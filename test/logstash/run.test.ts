import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parsePipeline } from '../../src/logstash/parse.ts';
import type { Document } from '../../src/logstash/run/event.ts';
import { runPipeline } from '../../src/logstash/run/run.ts';

const time = '2025-07-06T10:30:00.250Z';

/** What is left of an event after some filters. */
function after(filters: string, event: Document): Document {
  const [shipped] = runPipeline(
    parsePipeline(`filter { ${filters} } output { elasticsearch { index => "x" } }`),
    { '@timestamp': time, ...event },
    { KEY: 'k' },
  );
  const { '@timestamp': at, ...document } = shipped?.document ?? {};
  return at === time ? document : { ...document, '@timestamp': at };
}

type Case = readonly [filters: string, before: Document, after: Document];
const tables: Readonly<Record<string, readonly Case[]>> = {
  mutate: [
    ['mutate { rename => { "a" => "[b][c]" } }', { a: 1 }, { b: { c: 1 } }],
    ['mutate { rename => { "a" => "b" } }', { c: 1 }, { c: 1 }],
    [
      'mutate { replace => { "a" => "%{b}-%{[c][d]}" } }',
      { b: 'x', c: { d: 2 } },
      { a: 'x-2', b: 'x', c: { d: 2 } },
    ],
    ['mutate { replace => { "a" => "%{nothing}" } }', {}, { a: '%{nothing}' }],
    ['mutate { replace => { "a" => "%{+YYYY.MM.dd}" } }', {}, { a: '2025.07.06' }],
    ['mutate { gsub => ["a", "[0-9]+", "#"] }', { a: 'x1y22' }, { a: 'x#y#' }],
    ['mutate { gsub => ["a", "(x)(y)", "\\2\\1\\3"] }', { a: 'xyxy' }, { a: 'yxyx' }],
    ['mutate { gsub => ["a", "x", "\\1"] }', { a: 'axb' }, { a: 'ab' }],
    // The ends of a line, not of the text.
    ['mutate { gsub => ["a", "^b", "!"] }', { a: 'a\nb' }, { a: 'a\n!' }],
    ['mutate { gsub => ["a", "x", "y"] }', { a: ['x', 1] }, { a: ['y', 1] }],
    ['mutate { gsub => ["a", "1", "2"] }', { a: 1 }, { a: 1 }],
    ['mutate { uppercase => ["a", "b"] }', { a: 'x' }, { a: 'X' }],
    ['mutate { strip => ["a"] }', { a: ' x ' }, { a: 'x' }],
    ['mutate { copy => { "a" => "b" } }', { a: [1] }, { a: [1], b: [1] }],
    // In its own order: it renames before it copies, whatever stands first.
    ['mutate { copy => { "b" => "c" } rename => { "a" => "b" } }', { a: 1 }, { b: 1, c: 1 }],
    ['mutate { add_field => { "a" => "y" } }', { a: 'x' }, { a: ['x', 'y'] }],
    ['mutate { remove_field => ["a", "[b][c]"] }', { a: 1, b: { c: 1, d: 1 } }, { b: { d: 1 } }],
    ['mutate { add_tag => ["a", "a"] remove_tag => ["b"] }', { tags: ['b', 'c'] }, { tags: ['c', 'a'] }],
  ],
  grok: [
    ['grok { match => { "m" => "%{WORD:a} %{INT:b:int}" } }', { m: 'x 7' }, { m: 'x 7', a: 'x', b: 7 }],
    ['grok { match => { "m" => "%{INT:b}" } }', { m: 'no' }, { m: 'no', tags: ['_grokparsefailure'] }],
    [
      'grok { match => { "m" => "%{INT:b}" } tag_on_failure => ["bad"] add_tag => ["good"] }',
      {},
      { tags: ['bad'] },
    ],
    ['grok { match => { "m" => ["%{INT:b}", "%{WORD:a}"] } }', { m: 'x' }, { m: 'x', a: 'x' }],
    ['grok { match => { "m" => "%{GREEDYDATA:m}" } }', { m: 'x' }, { m: ['x', 'x'] }],
    ['grok { match => { "m" => "^x%{GREEDYDATA:m}" } overwrite => ["m"] }', { m: 'xy' }, { m: 'y' }],
    [
      'grok { match => { "m" => "%{PAIR}" } pattern_definitions => { "PAIR" => "%{KEY:[p][k]}=%{KEY:[p][v]}" "KEY" => "[a-z]+" } }',
      { m: '-a=b-' },
      { m: '-a=b-', p: { k: 'a', v: 'b' } },
    ],
    ['grok { match => { "m" => "a( %{INT:b})?" } }', { m: 'a' }, { m: 'a' }],
  ],
  date: [
    [
      'date { match => ["t", "ISO8601"] }',
      { t: '2025-07-06T12:30:00.250+02:00' },
      { t: '2025-07-06T12:30:00.250+02:00' },
    ],
    [
      'date { match => ["t", "yyyy-MM-dd HH:mm:ss,SSS"] }',
      { t: '2025-07-06 10:30:00,250' },
      { t: '2025-07-06 10:30:00,250' },
    ],
    [
      'date { match => ["t", "ISO8601"] target => "u" remove_field => ["t"] }',
      { t: '2025-01-01' },
      { u: '2025-01-01T00:00:00.000Z' },
    ],
    [
      'date { match => ["t", "ISO8601"] }',
      { t: '2025-02-30T00:00:00Z' },
      { t: '2025-02-30T00:00:00Z', tags: ['_dateparsefailure'] },
    ],
    ['date { match => ["t", "ISO8601"] }', { t: 7 }, { t: 7, tags: ['_dateparsefailure'] }],
    ['date { match => ["t", "ISO8601"] }', {}, {}],
  ],
  fingerprint: [
    [
      'fingerprint { source => "a" target => "b" method => "SHA256" key => "${KEY}" }',
      { a: 'x' },
      // printf x | openssl dgst -sha256 -hmac k
      { a: 'x', b: 'c38edc8815c8489f64738978f44008f8596345545f0baa68ef6fcf5c53e57189' },
    ],
    ['fingerprint { source => "a" target => "b" method => "SHA256" }', {}, {}],
  ],
};

for (const [filter, cases] of Object.entries(tables))
  describe(filter, () => {
    for (const [filters, before, expected] of cases)
      test(`${filters} of ${JSON.stringify(before)}`, () =>
        assert.deepEqual(after(filters, before), expected));
  });

describe('a condition', () => {
  const event = { a: 'x', b: 2, c: ['x', 'y'], d: { e: false }, n: null };
  const table: Readonly<Record<string, boolean>> = {
    '[a]': true,
    '[nothing]': false,
    '[d][e]': false,
    '[n]': false,
    '![d][e]': true,
    '[a] == "x"': true,
    '[b] == "2"': false,
    '[b] == 2': true,
    '[b] > 1 and [b] <= 2': true,
    '[nothing] < 1': false,
    '[nothing] != "x"': true,
    '[a] in ["x", "z"]': true,
    '[a] in [c]': true,
    '"y" in [c]': true,
    '"z" not in [c]': true,
    '"z" in [nothing]': false,
    '"x" in "xyz"': true,
    '[a] =~ /^[a-z]$/': true,
    '[b] =~ /2/': false,
    '[a] !~ /y/': true,
    '[nothing] !~ /y/': true,
    // `and` before `or`, from left to right.
    '[a] or [nothing] and [nothing]': true,
    '([a] or [nothing]) and [nothing]': false,
    '[a] xor [b]': false,
    '[a] nand [b]': false,
  };
  for (const [condition, expected] of Object.entries(table))
    test(`${condition} is ${expected}`, () => {
      const filters = `if ${condition} { mutate { add_tag => ["yes"] } }`;
      assert.equal('tags' in after(filters, event), expected);
    });
});

describe('a branch', () => {
  const put = (name: string): string => `{ mutate { replace => { "which" => "${name}" } } }`;
  const filters = `if [a] == 1 ${put('first')} else if [a] == 2 ${put('second')} else ${put('last')}`;
  for (const [a, which] of [
    [1, 'first'],
    [2, 'second'],
    [3, 'last'],
  ] as const)
    test(which, () => assert.equal(after(filters, { a }).which, which));
});

describe('an interpreter that does not know something says so', () => {
  for (const [what, filters, says] of [
    ['a filter', 'ruby {}', /does not know the filter ruby/],
    ['a pattern', 'grok { match => { "m" => "%{NOWHERE}" } }', /does not know the pattern NOWHERE/],
    [
      'a pattern in itself',
      'grok { match => { "m" => "%{A}" } pattern_definitions => { "A" => "%{A}" } }',
      /pattern A/,
    ],
    [
      'a time zone',
      'date { match => ["m", "ISO8601"] timezone => "Asia/Kathmandu" }',
      /does not know the zone/,
    ],
  ] as const)
    test(what, () => assert.throws(() => after(filters, { m: 'x' }), says));
});

test('metadata do not leave Logstash', () => {
  assert.deepEqual(after('mutate { replace => { "[@metadata][a]" => "x" } }', {}), {});
});
