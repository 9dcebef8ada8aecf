import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { commandExecuted } from '../../../../catalog/commands.ts';
import { createLogger, logFile, sinkTo } from '../../../../services/instrumentation/index.ts';

// Real processes, which end in every way there is, with lines that were logged right before.

const folder = mkdtempSync(join(tmpdir(), 'sightline-ending-'));
after(() => rmSync(folder, { recursive: true }));
let files = 0;
const newFile = (): string => join(folder, `${files++}`, 'application.log');

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

const started = (...args: readonly string[]): ChildProcess =>
  spawn(
    process.execPath,
    ['--import', 'tsx', fileURLToPath(new URL('ending.ts', import.meta.url)), ...args],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );

async function ended(child: ChildProcess): Promise<Ended> {
  const heard = { stdout: '', stderr: '' };
  for (const from of ['stdout', 'stderr'] as const)
    child[from]?.setEncoding('utf8').on('data', (piece: string) => {
      heard[from] += piece;
    });
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { code, signal, ...heard };
}

/** What the lines of a text are numbered by; each must be whole. */
const numbers = (text: string): readonly number[] => {
  assert.ok(text === '' || text.endsWith('\n'), 'the last line is whole');
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => (JSON.parse(line) as { duration_ms: number }).duration_ms);
};
const upTo = (many: number): readonly number[] => Array.from({ length: many }, (_, at) => at);
const inFile = (path: string): readonly number[] => numbers(readFileSync(path, 'utf8'));

/** The lines of a file and of those that were rotated away, the oldest first. */
function inAll(path: string): readonly number[] {
  const folder = join(path, '..');
  const aged = readdirSync(folder)
    .filter((name) => name !== 'application.log')
    .sort((a, b) => Number(b.split('.').pop()) - Number(a.split('.').pop()));
  return [...aged, 'application.log'].flatMap((name) => inFile(join(folder, name)));
}

const ends: readonly (readonly [end: string, code: number, copies: number, more: number])[] = [
  ['exit', 3, 1, 0],
  ['exit while writing', 3, 2, 0],
  ['exit with listeners', 3, 1, 2],
  ['throw', 1, 1, 0],
  ['reject', 1, 1, 0],
  ['natural', 0, 1, 0],
];

describe('nothing is lost when a process ends by', () => {
  for (const [end, code, copies, more] of ends)
    for (const lines of [1, 2000]) {
      test(`${end}, into a file: ${lines} lines`, async () => {
        const path = newFile();
        const result = await ended(started(end, String(lines), path));
        assert.equal(result.code, code);
        assert.deepEqual(inFile(path), upTo(lines * copies + more));
      });
      test(`${end}, into a pipe: ${lines} lines`, async () => {
        const { stdout, ...result } = await ended(started(end, String(lines), '-'));
        assert.equal(result.code, code);
        assert.deepEqual(numbers(stdout), upTo(lines * copies + more));
      });
    }
  for (const end of ['exit while writing', 'throw', 'natural'])
    test(`${end}, with rotations in between`, async () => {
      const path = newFile();
      await ended(started(end, '2000', path, '20000', '100'));
      assert.deepEqual(inAll(path), upTo(end === 'exit while writing' ? 4000 : 2000));
      for (const name of readdirSync(join(path, '..')))
        assert.ok(statSync(join(path, '..', name)).size <= 20_000, name);
      assert.ok(readdirSync(join(path, '..')).length > 10);
    });
});

test('a reader that takes its time gets everything', async () => {
  const child = started('exit', '5000', '-');
  const result = ended(child);
  child.stdout?.pause();
  await sleep(1500);
  child.stdout?.resume();
  const { code, stdout } = await result;
  assert.equal(code, 3);
  assert.deepEqual(numbers(stdout), upTo(5000));
});

test('a reader that takes nothing does not hold up the process, and one that has left does not end it', async () => {
  for (const hasLeft of [false, true]) {
    const child = started('natural then exit', '5000', '-');
    child.stdout?.pause();
    if (hasLeft) child.stdout?.destroy();
    const [code] = (await once(child, 'exit')) as [number];
    assert.equal(code, 4);
    child.stdout?.destroy();
  }
});

test('an exception that nobody caught ends the process as it would without a logger', async () => {
  const { code, signal, stdout, stderr } = await ended(started('throw', '3', newFile()));
  assert.deepEqual([code, signal, stdout], [1, null, '']);
  assert.match(stderr, /throw new Error\('not caught'\);\n\s+\^\n+Error: not caught\n {4}at /);
});

test('SIGTERM ends a process that does not handle it; what was logged a moment before is there', async () => {
  const path = newFile();
  const child = started('wait', '2000', path);
  const result = ended(child);
  await once(child.stderr as NodeJS.ReadableStream, 'data');
  child.kill('SIGTERM');
  const { code, signal } = await result;
  assert.deepEqual([code, signal], [null, 'SIGTERM']);
  assert.deepEqual(inFile(path), upTo(2000));
});

test('a process that handles SIGTERM closes its sink, and nothing is lost', async () => {
  const path = newFile();
  const child = started('close on SIGTERM', '2000', path);
  const result = ended(child);
  await once(child.stderr as NodeJS.ReadableStream, 'data');
  child.kill('SIGTERM');
  assert.equal((await result).code, 0);
  assert.deepEqual(inFile(path), upTo(2001));
});

test('after kill -9 the next process begins on a line of its own', async () => {
  const path = newFile();
  for (let round = 0; round < 3; round++) {
    const child = started('for ever', '0', path);
    const result = ended(child);
    while (round === 0 && !readdirSync(folder).includes(String(files - 1))) await sleep(20);
    const before = round === 0 ? 0 : statSync(path).size;
    while (!(statSync(path, { throwIfNoEntry: false })?.size ?? 0 > before)) await sleep(5);
    await sleep(50 + round * 7);
    child.kill('SIGKILL');
    assert.equal((await result).signal, 'SIGKILL');
  }
  await ended(started('natural', '5', path));
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  const whole = lines.filter((line) => line.endsWith('}') && JSON.parse(line));
  assert.ok(whole.length > 100);
  // At most one line was cut for each kill, and each stands alone.
  assert.ok(lines.length - whole.length <= 3, `${lines.length - whole.length} halves`);
  assert.deepEqual(
    lines.slice(-5).map((line) => JSON.parse(line).duration_ms),
    upTo(5),
  );
});

test('a process has one listener however many loggers it has, and none after the last was closed', async () => {
  const before = process.listenerCount('exit');
  const sinks = Array.from({ length: 20 }, (_, at) =>
    at % 2 ? logFile(newFile()) : sinkTo(() => process.stderr),
  );
  for (const sink of sinks)
    createLogger({ events: { commandExecuted }, sinks: [{ sink }], environment: 'test' });
  assert.equal(process.listenerCount('exit'), before + 1);
  await Promise.all(sinks.map((sink) => sink.close()));
  assert.equal(process.listenerCount('exit'), before);
});
