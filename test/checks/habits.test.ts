import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { checks } from '../../src/checks/index.ts';

const folder = new URL('../../src/checks/', import.meta.url);
const headings = [
  '## What it finds',
  '## Why it matters',
  '## What to write instead',
  '## When to ignore it',
];
/** Said by the runner, and by the commands: they are about more than the definitions. */
const elsewhere = ['exception-is-needed', 'definition-is-listed'];
const headingsOf = (id: string): string[] =>
  readFileSync(new URL(`${id}.md`, folder), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('## '));

for (const { id } of checks)
  test(`${id} has its file, its page with the usual headings and two examples, its test, and its line in the README`, () => {
    assert.ok(existsSync(new URL(`${id}.ts`, folder)), `${id}.ts is missing`);
    assert.deepEqual(headingsOf(id), headings);
    const page = readFileSync(new URL(`${id}.md`, folder), 'utf8');
    assert.ok(page.startsWith(`# ${id}\n`), 'the page is titled by the id');
    assert.equal(page.split('```').length, 5, 'a bad and a good example');
    assert.ok(existsSync(new URL(`${id}.test.ts`, import.meta.url)), `test/checks/${id}.test.ts is missing`);
    assert.match(
      readFileSync(new URL('README.md', folder), 'utf8'),
      new RegExp(`\\[${id}\\]\\(${id}\\.md\\)`),
    );
  });

test('every file that declares a check is on the list, and every page belongs to a check', () => {
  const ids = checks.map(({ id }) => id);
  const files = readdirSync(folder);
  const declaring = files.filter(
    (file) => file.endsWith('.ts') && /: Check = \{/.test(readFileSync(new URL(file, folder), 'utf8')),
  );
  assert.deepEqual(declaring.map((file) => file.slice(0, -3)).sort(), [...ids].sort());
  const pages = files
    .filter((file) => file.endsWith('.md') && file !== 'README.md')
    .map((file) => file.slice(0, -3));
  assert.deepEqual(pages.sort(), [...ids, ...elsewhere].sort());
  for (const id of elsewhere) assert.deepEqual(headingsOf(id), headings);
  assert.equal(new Set(ids).size, ids.length);
});
