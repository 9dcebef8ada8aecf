import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { logFile, type Sink } from '../../../../services/instrumentation/index.ts';

const root = mkdtempSync(join(tmpdir(), 'sightline-log-'));
after(() => rmSync(root, { recursive: true, force: true }));
let folders = 0;
const newFolder = (): string => {
  const folder = join(root, String(folders++));
  mkdirSync(folder);
  return folder;
};
const isRoot = process.getuid?.() === 0;

/** A line of some bytes, its end included, that begins with its number. */
const line = (at: number, bytes = 100): string => `${`${at} `.padEnd(bytes - 1, 'x')}\n`;
const numbers = (path: string): readonly number[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((text) => Number.parseInt(text, 10));
/** Writes lines in bursts, and says how many were taken and which were lost afterwards. */
async function write(sink: Sink, many: number, { bytes = 100, burst = 50 } = {}) {
  const lost: string[] = [];
  let taken = 0;
  for (let at = 0; at < many; at++) {
    if (sink.write(line(at, bytes), (text) => lost.push(text))) taken++;
    if (at % burst === burst - 1) await sleep(1);
  }
  return { lost, taken: () => taken - lost.length };
}

describe('a file', () => {
  for (const burst of [1, 7, 50, 400])
    test(`never grows beyond its limit, and the oldest goes: bursts of ${burst}`, async () => {
      const folder = newFolder();
      const path = join(folder, 'application.log');
      const sink = logFile(path, { maxBytes: 2050, files: 3 });
      await write(sink, 400, { burst });
      await sink.close();
      const names = ['application.log', 'application.log.1', 'application.log.2', 'application.log.3'];
      assert.deepEqual(readdirSync(folder).sort(), names);
      // Twenty lines of a hundred bytes go into each.
      for (const name of names) assert.equal(statSync(join(folder, name)).size, 2000, name);
      assert.deepEqual(
        names.toReversed().flatMap((name) => numbers(join(folder, name))),
        Array.from({ length: 80 }, (_, at) => 320 + at),
      );
    });
  test('counts bytes and not characters', async () => {
    const path = join(newFolder(), 'application.log');
    const sink = logFile(path, { maxBytes: 100, files: 9 });
    for (let at = 0; at < 5; at++) sink.write(`${'ü'.repeat(20)}\n`);
    await sink.close();
    assert.deepEqual(
      ['', '.1', '.2'].map((age) => statSync(path + age).size),
      [41, 82, 82],
    );
  });
  test('a line that is longer than the limit has a file of its own', async () => {
    const path = join(newFolder(), 'application.log');
    const sink = logFile(path, { maxBytes: 150, files: 9 });
    for (const bytes of [100, 500, 100]) sink.write(line(0, bytes));
    await sink.close();
    assert.deepEqual(
      ['', '.1', '.2'].map((age) => statSync(path + age).size),
      [100, 500, 100],
    );
  });
  test('no older files are kept where none are asked for', async () => {
    const folder = newFolder();
    const sink = logFile(join(folder, 'application.log'), { maxBytes: 250, files: 0 });
    await write(sink, 5);
    await sink.close();
    assert.deepEqual(readdirSync(folder), ['application.log']);
    assert.deepEqual(numbers(join(folder, 'application.log')), [4]);
  });
  test('goes on where an earlier process ended, and knows how long the file is', async () => {
    const path = join(newFolder(), 'application.log');
    for (let at = 0; at < 3; at++) {
      const sink = logFile(path, { maxBytes: 250 });
      sink.write(line(at));
      await sink.close();
    }
    assert.deepEqual([numbers(path), numbers(`${path}.1`)], [[2], [0, 1]]);
  });
  test('begins on a line of its own behind a half one', async () => {
    const path = join(newFolder(), 'application.log');
    writeFileSync(path, `${line(1)}{"level":"INF`);
    const sink = logFile(path);
    sink.write(line(2));
    sink.write(line(3));
    await sink.close();
    assert.equal(readFileSync(path, 'utf8'), `${line(1)}{"level":"INF\n${line(2)}${line(3)}`);
  });
  test('is made with the folders on its way, and strangers cannot read it', async () => {
    const path = join(newFolder(), 'a', 'b', 'application.log');
    const sink = logFile(path);
    sink.write(line(0));
    await sink.close();
    assert.equal(statSync(path).mode & 0o777 & ~0o640, 0);
  });
  test('is not made before there is something to write', async () => {
    const path = join(newFolder(), 'application.log');
    await logFile(path).close();
    assert.ok(!existsSync(path));
  });
  test('wants a limit that is one', () => {
    for (const options of [{ maxBytes: 0 }, { maxBytes: Number.NaN }, { files: -1 }])
      assert.throws(() => logFile('/tmp/x.log', options), /logFile\(\/tmp\/x\.log\): maxBytes is/);
  });
});

describe('a sink that was closed', () => {
  test('has written everything, and takes nothing more', async () => {
    const path = join(newFolder(), 'application.log');
    const sink = logFile(path);
    const { taken } = await write(sink, 1000, { burst: 1000 });
    const closed = sink.close();
    assert.equal(sink.write(line(1)), false, 'while it is closed');
    await closed;
    assert.equal(sink.write(line(1)), false, 'afterwards');
    assert.equal(numbers(path).length, taken());
    await Promise.all([sink.close(), sink.close()]);
  });
});

describe('a disk that is full', () => {
  const skip = isRoot && process.platform === 'linux' ? false : 'only root can mount a small disk';
  test('costs lines that are told, and none after there is room again', { skip }, async (t) => {
    const disk = newFolder();
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk]);
    if (mounted.status !== 0) return t.skip('this machine lets nobody mount a disk');
    try {
      const path = join(disk, 'application.log');
      writeFileSync(join(disk, 'ballast'), 'x'.repeat(32 * 1024));
      const sink = logFile(path);
      const { lost, taken } = await write(sink, 1000, { bytes: 1000, burst: 10 });
      await sleep(50);
      assert.ok(lost.length > 0, 'lines that were taken are told as lost');
      const whole = readFileSync(path, 'utf8').split('\n').slice(0, -1);
      assert.equal(whole.length, taken(), 'what is not told as lost is there');
      rmSync(join(disk, 'ballast'));
      await sleep(1100);
      const after = await write(sink, 5);
      await sink.close();
      assert.equal(after.taken(), 5);
      // A line that was cut when the disk was full stands alone.
      assert.deepEqual(numbers(path).slice(-5), [0, 1, 2, 3, 4]);
    } finally {
      spawnSync('umount', ['-l', disk]);
    }
  });
});

describe('a folder in which nothing may be made', () => {
  const skip = isRoot ? 'root may write anywhere' : false;
  test('costs lines, each of them told at once', { skip }, async () => {
    const folder = newFolder();
    chmodSync(folder, 0o500);
    const sink = logFile(join(folder, 'application.log'));
    assert.equal((await write(sink, 5)).taken(), 0);
    await sink.close();
  });
  test('or which cannot be made; why, is told once, with the path', async () => {
    const file = join(newFolder(), 'file');
    writeFileSync(file, '');
    const heard: string[] = [];
    const hear = ({ message }: Error): void => void heard.push(message);
    process.on('warning', hear);
    const sink = logFile(join(file, 'application.log'));
    assert.equal((await write(sink, 5)).taken(), 0);
    await sink.close();
    await sleep(10);
    process.off('warning', hear);
    const told = heard.filter((one) => one.includes(file));
    assert.equal(told.length, 1, heard.join());
    assert.match(
      told[0] ?? '',
      /^a log cannot be written: E[A-Z]+: .*application\.log|^a log cannot be written: E[A-Z]+: .*file/,
    );
  });
  test('or is mounted to be read only', { skip: isRoot ? false : 'only root can mount one' }, async (t) => {
    const folder = newFolder();
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'ro', 'tmpfs', folder]).status !== 0)
      return t.skip('this machine lets nobody mount a disk');
    try {
      const sink = logFile(join(folder, 'application.log'));
      assert.equal((await write(sink, 5)).taken(), 0);
      await sink.close();
    } finally {
      spawnSync('umount', ['-l', folder]);
    }
  });
  test('a file that cannot be rotated grows, and no line is lost', async () => {
    const folder = newFolder();
    const path = join(folder, 'application.log');
    // Where the file should go, there is a folder with something in it.
    mkdirSync(`${path}.1`);
    appendFileSync(join(`${path}.1`, 'x'), '');
    mkdirSync(`${path}.2`);
    appendFileSync(join(`${path}.2`, 'x'), '');
    const sink = logFile(path, { maxBytes: 250, files: 2 });
    const { taken } = await write(sink, 20);
    await sink.close();
    assert.equal(taken(), 20);
    assert.equal(numbers(path).length, 20);
  });
});
