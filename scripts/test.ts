import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { run } from 'node:test';
import { fileURLToPath } from 'node:url';

const help = `Usage: npm test [-- word...]

Checks style (lint), types (types), then runs every test/**/*.test.ts, and ends with "N passed, N failed".
With words, only what has one of them in its name: npm test -- promql, npm test -- lint types/refusals.
With --times, the slowest files are named at the end.`;

const root = fileURLToPath(new URL('../', import.meta.url));
const terminal = process.stdout.isTTY === true;
const count = { passed: 0, failed: 0, skipped: 0 };

/** Shows what is being done, on a terminal only; the next line takes its place. */
function progress(text: string): void {
  if (terminal) process.stdout.write(`\r\u001b[K${text}`);
}

function print(text: string): void {
  progress('');
  process.stdout.write(`${text}\n`);
}

function fail(name: string, output: string): void {
  count.failed++;
  print(`\n✖ ${name}\n${output.trimEnd().replaceAll(/^/gm, '  ')}\n`);
}

/** A check of the whole tree by a tool, which counts as one test. */
function tool(name: string, command: readonly string[]): void {
  progress(`${name}: ${command.join(' ')}`);
  const begun = Date.now();
  const { status, stdout, stderr, error } = spawnSync(
    process.execPath,
    [join(root, 'node_modules', command[0] ?? ''), ...command.slice(1)],
    { cwd: root, encoding: 'utf8' },
  );
  if (status === 0) {
    count.passed++;
    print(`✔ ${name} (${seconds(begun)})`);
  } else fail(name, `${stdout}${stderr}${error ? error.message : ''}`);
}

const seconds = (begun: number): string => `${((Date.now() - begun) / 1000).toFixed(1)} s`;

/** Every test file, in the order of their names. */
function testFiles(): readonly string[] {
  const found = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' });
  return found.filter((file) => file.endsWith('.test.ts')).sort();
}

interface TestError extends Error {
  readonly failureType?: string;
}

interface Outcome {
  readonly name: string;
  readonly nesting: number;
  readonly file?: string;
  readonly skip?: string | boolean;
  readonly todo?: string | boolean;
  readonly details: { readonly type?: string; readonly error?: TestError; readonly duration_ms?: number };
}

/** The assertion and where it stands, without the frames of the runner itself. */
function reason({ cause, message }: Error): string {
  const text = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause ?? message);
  return text
    .split('\n')
    .filter((line) => !/^\s+at .*(node:internal|node_modules|node:async_hooks)/.test(line))
    .join('\n')
    .replaceAll(`file://${root}`, '')
    .replaceAll(root, '');
}

/** Whether the slowest files are to be named. */
const isTimed = process.argv.includes('--times');

async function runTests(files: readonly string[]): Promise<void> {
  const begun = Date.now();
  const done = new Set<string>();
  const suites = new Map<string, string[]>();
  const output = new Map<string, string>();
  const where = (file: string | undefined): string => relative(root, file ?? '');
  const heard = (file: string | undefined, message: string): void => {
    output.set(where(file), `${output.get(where(file)) ?? ''}${message}`);
  };
  const stream = run({
    files: files.map((file) => join(root, 'test', file)),
    concurrency: availableParallelism(),
  });
  stream.on('test:stderr', ({ file, message }) => heard(file, message));
  stream.on('test:stdout', ({ file, message }) => heard(file, message));
  stream.on('test:start', ({ name, nesting, file }) => {
    const path = suites.get(where(file)) ?? [];
    suites.set(where(file), [...path.slice(0, nesting), name]);
    done.add(where(file));
    progress(`tests: ${done.size} of ${files.length} files, ${where(file)}`);
  });
  const took = new Map<string, number>();
  const timed = ({ file, nesting, details }: Outcome): void => {
    if (nesting === 0) took.set(where(file), (took.get(where(file)) ?? 0) + (details.duration_ms ?? 0));
  };
  stream.on('test:fail', timed);
  stream.on('test:pass', timed);
  stream.on('test:pass', (outcome: Outcome) => {
    if (outcome.details.type === 'suite') return;
    if (outcome.skip !== undefined || outcome.todo !== undefined) count.skipped++;
    else count.passed++;
  });
  stream.on('test:fail', (outcome: Outcome) => {
    const error: TestError = outcome.details.error ?? new Error('it failed without saying why');
    // The suite around a failed test fails with it; what failed is told once.
    if (outcome.details.type === 'suite' && error.failureType === 'subtestsFailed') return;
    const file = where(outcome.file);
    const path = [...(suites.get(file) ?? []).slice(0, outcome.nesting), outcome.name];
    const crashed = relative(root, outcome.name) === file || outcome.name === file;
    fail(
      crashed ? file : `${file} › ${path.join(' › ')}`,
      crashed ? (output.get(file) ?? '') : reason(error),
    );
  });
  // The stream tells of a file's tests only while somebody reads it.
  for await (const _ of stream);
  print(`${count.failed ? '✖' : '✔'} tests: ${files.length} files (${seconds(begun)})`);
  if (!isTimed) return;
  for (const [file, milliseconds] of [...took].sort(([, a], [, b]) => b - a).slice(0, 25))
    print(`  ${(milliseconds / 1000).toFixed(1)} s  ${file}`);
}

const words = process.argv.slice(2).filter((word) => word !== '--times');
if (words.includes('--help')) {
  print(help);
} else {
  const wanted = (name: string): boolean => words.length === 0 || words.some((word) => name.includes(word));
  if (wanted('lint'))
    tool('lint', ['@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '--colors=off', '.']);
  if (wanted('types')) {
    const compile = ['typescript/bin/tsc', '--noEmit', '--pretty', 'false'];
    tool('types', compile);
    // The page knows the names of a browser, and the rest does not.
    tool('types of the page', [...compile, '-p', 'services/viewer/page']);
  }
  const files = testFiles().filter(wanted);
  if (files.length > 0) await runTests(files);
  const ran = count.passed + count.failed > 0;
  if (!ran) print(`No test ran: nothing has ${words.map((word) => `"${word}"`).join(' or ')} in its name.`);
  const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : '';
  print(`${count.passed} passed, ${count.failed} failed${skipped}`);
  process.exitCode = ran && count.failed === 0 ? 0 : 1;
}
