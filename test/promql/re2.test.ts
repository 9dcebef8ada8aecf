import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { Failure } from '../../src/model/failure.ts';
import { print } from '../../src/promql/print.ts';
import { re2, refusedByRe2 } from '../../src/promql/re2.ts';

const read = [
  '',
  'a|b.*',
  '(?i)fail',
  '(?i:fail)|x',
  '(?P<name>a)',
  '\\Aa\\z',
  '\\pN+',
  '\\p{Greek}|\\P{L}',
  '[[:alpha:]]+',
  '[^]a]',
  '[]a(]',
  '[a\\]]',
  '\\Q(\\E',
  'a{2,1000}',
  'a+?b*?',
  '\\x41\\x{263a}',
  '\\-\\/\\.',
  '5\\d\\d',
  'a{,3}',
  '}',
  '\\101',
  '(?s).*',
  'a\\+',
  '[*+]+',
  '[a-z\\d]',
  '[\\w-z]',
  '[a-c-\\d-]',
  '\\0\\12',
  '\\bx\\B',
  '[]]',
];
const refused = [
  '(',
  ')',
  '[a',
  'a**',
  '*a',
  'a*+',
  'a{2}{3}',
  'a{1001}',
  '(?=a)',
  '(?!a).*',
  '(?<=a)b',
  '(?<!a)b',
  '(a)\\1',
  '(?<name>a)',
  '(?P<name>a)\\k<name>',
  '\\u0041',
  '\\cA',
  '[\\u0041]',
  '[z-a]',
  'a\\',
  '[^]',
  '[\\b]',
  '\\x4',
  '\\pX',
  '\\E',
  '\\C',
  '[a-\\d]',
  '\\8',
  '[\\]',
  '[[:alpha:]',
];

for (const expression of read)
  test(`RE2 reads ${expression}`, () => assert.equal(refusedByRe2(expression), undefined));
for (const expression of refused)
  test(`RE2 refuses ${expression}`, () => assert.notEqual(refusedByRe2(expression), undefined));

const promtool = spawnSync('promtool', ['--version']).error ? 'promtool is not installed' : false;

test('promtool says the same of each', { skip: promtool }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-'));
  try {
    const says = (expression: string): boolean => {
      const expr = print({
        type: 'selector',
        metric: 'up',
        matchers: [{ label: 'a', op: '=~', value: expression }],
      });
      const file = join(folder, 'rules.yml');
      writeFileSync(file, JSON.stringify({ groups: [{ name: 'one', rules: [{ record: 'r:r', expr }] }] }));
      return spawnSync('promtool', ['check', 'rules', '--lint=none', file]).status === 0;
    };
    assert.deepEqual(
      read.filter((one) => !says(one)),
      [],
    );
    assert.deepEqual(refused.filter(says), []);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('flags that RE2 has are written in front', () => {
  assert.equal(re2(/FAIL/i), '(?i)FAIL');
  assert.equal(re2(/^a.b$/ims), '(?ims)^a.b$');
  assert.equal(re2(/a\/b/), 'a\\/b');
});

test('what RE2 has not is a failure that names the expression and the way out', () => {
  for (const expression of [/a/g, /a/u, /(?!a)b/, /(a)\1/, /(?<n>a)/])
    assert.throws(
      () => re2(expression),
      (error) =>
        error instanceof Failure &&
        error.message.includes(String(expression)) &&
        error.detail.next.includes('anyOf()'),
    );
});
