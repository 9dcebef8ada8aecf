import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

// Each `// @ts-expect-error` in this folder stands under a sentence, `// says: ...`, that the compiler must print there, and
// perhaps the choices, `// offers: ...`, that must follow it. Here the compiler is made to speak: the marks are blanked in a
// copy, which keeps every line where it was.

const root = fileURLToPath(new URL('../../', import.meta.url));
const copy = join(root, '.sightline/refusals');
const mark = /^\s*\/\/ @ts-expect-error\s*$/;

interface Refusal {
  readonly file: string;
  readonly line: number;
  readonly says: string;
  readonly offers?: string;
}

/** The refusals that a file claims. */
function claims(file: string, text: string): readonly Refusal[] {
  const lines = text.split('\n');
  return lines.flatMap((line, index) => {
    if (!mark.test(line)) return [];
    const above = lines.slice(Math.max(0, index - 2), index);
    const told = (key: string): string | undefined =>
      above.map((note) => new RegExp(`^\\s*// ${key}: (.*)$`).exec(note)?.[1]).find(Boolean);
    const offers = told('offers');
    return [{ file, line: index + 2, says: told('says') ?? '', ...(offers && { offers }) }];
  });
}

/** Everything that the compiler says, by `file:line`. */
function compile(files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(join(copy, 'test/types'), { recursive: true });
  for (const [file, text] of files) {
    const blanked = text.split('\n').map((line) => (mark.test(line) ? '//' : line));
    writeFileSync(join(copy, 'test/types', file), blanked.join('\n'));
  }
  const config = {
    extends: join(root, 'tsconfig.json'),
    // The copy stands over the tree: what it does not have, its relative imports find there.
    compilerOptions: { rootDirs: [root, copy] },
    include: ['test/types'],
    // The tree leaves out the folder that the copy is in.
    exclude: [],
  };
  writeFileSync(join(copy, 'tsconfig.json'), JSON.stringify(config));
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const { stdout } = spawnSync(process.execPath, [compiler, '-p', copy, '--pretty', 'false'], {
    cwd: copy,
    encoding: 'utf8',
  });
  const said = new Map<string, string>();
  let at = '';
  for (const line of stdout.split('\n')) {
    const place = /^(?:.*\/)?([\w.-]+)\((\d+),\d+\): /.exec(line);
    if (place) at = `${place[1]}:${place[2]}`;
    if (at) said.set(at, `${said.get(at) ?? ''}${line}\n`);
  }
  rmSync(copy, { recursive: true, force: true });
  return said;
}

/** Where a sentence and what was said instead part ways. */
function difference(sentence: string, said: string): string {
  let known = sentence.length;
  while (known > 0 && !said.includes(sentence.slice(0, known))) known--;
  const at = said.indexOf(sentence.slice(0, known)) + known;
  return known < 10
    ? `the compiler says something else altogether:\n${said}`
    : `after "${sentence.slice(0, known)}"\n  expected "${sentence.slice(known)}"\n  but it says "${said.slice(at, at + 120)}"`;
}

const files = new Map(
  readdirSync(join(root, 'test/types'))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => [name, readFileSync(join(root, 'test/types', name), 'utf8')]),
);
const said = compile(files);
const all = [...files].flatMap(([file, text]) => claims(file, text));

test('every refusal says a sentence, and there are some', () => {
  assert.ok(all.length > 100, `only ${all.length} refusals found`);
  assert.deepEqual(
    all.filter(({ says }) => says === '').map(({ file, line }) => `${file}:${line}`),
    [],
  );
});

test('the compiler complains nowhere else', () => {
  const expected = new Set(all.map(({ file, line }) => `${file}:${line}`));
  assert.deepEqual(
    [...said].filter(([place]) => !expected.has(place)).map(([, message]) => message),
    [],
  );
});

for (const { file, line, says, offers } of all) {
  test(`${file}:${line} says: ${says}`, () => {
    const message = said.get(`${file}:${line}`) ?? '';
    assert.ok(message, 'the compiler accepts it');
    assert.ok(message.includes(says), difference(says, message));
    const choices = `${says}", ${offers}>`;
    if (offers) assert.ok(message.includes(choices), difference(choices, message));
  });
}

test('a sentence that is not said is noticed, with the place where it differs', () => {
  assert.match(difference('needs a counter: use delta()', 'it needs a counter: use rate()'), /"delta\(\)"/);
});
