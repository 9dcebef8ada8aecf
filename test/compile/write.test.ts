import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
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
import { afterEach, beforeEach, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { manifestPath } from '../../src/compile/compile.ts';
import { stableJson } from '../../src/compile/json.ts';
import type { Output } from '../../src/compile/output.ts';
import { compare, replace, write } from '../../src/compile/write.ts';
import type { Failure } from '../../src/model/failure.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sightline-write-'));
});
afterEach(() => {
  chmodSync(root, 0o755);
  rmSync(root, { recursive: true, force: true });
});

/** Files and the manifest that lists them, as `compile` would make them. */
const outputs = (files: Readonly<Record<string, string>>): readonly Output[] => [
  ...Object.entries(files).map(([path, text]) => ({ path, text })),
  { path: manifestPath, text: stableJson({ files: Object.keys(files) }) },
];
const at = (path: string) => join(root, path);
const textAt = (path: string) => readFileSync(at(path), 'utf8');
const hidden = (folder: string) => readdirSync(at(folder)).filter((name) => name.startsWith('.'));

describe('writing outputs', () => {
  it('creates what is missing, and says so', () => {
    const { created } = write(root, outputs({ 'out/a.json': 'a', 'out/deep/b.json': 'b' }));
    assert.deepEqual(created, ['out/a.json', 'out/deep/b.json', manifestPath]);
    assert.equal(textAt('out/deep/b.json'), 'b');
  });

  it('touches only files that change', () => {
    write(root, outputs({ 'out/a.json': 'a', 'out/b.json': 'b' }));
    const before = statSync(at('out/a.json')).ino;
    const { updated, unchanged } = write(root, outputs({ 'out/a.json': 'a', 'out/b.json': 'B' }));
    assert.deepEqual([updated, unchanged], [['out/b.json'], ['out/a.json', manifestPath]]);
    assert.equal(statSync(at('out/a.json')).ino, before);
  });

  it('removes files of definitions that are gone, and folders left empty by that', () => {
    write(root, outputs({ 'out/a.json': 'a', 'out/gone/b.json': 'b' }));
    assert.deepEqual(write(root, outputs({ 'out/a.json': 'a' })).removed, ['out/gone/b.json']);
    assert.equal(existsSync(at('out/gone')), false);
  });

  it('removes files before the list forgets them, so that a run killed in between leaves no orphan', () => {
    write(root, outputs({ 'out/a.json': 'a', 'out/gone.json': 'b' }));
    const seen: boolean[] = [];
    const list = { path: manifestPath, text: stableJson({ files: ['out/a.json'] }) };
    replace(root, [list], () => seen.push(readFileSync(at(manifestPath), 'utf8').includes('gone')));
    assert.deepEqual(seen, [true], 'while files are removed, the old list still stands');
  });

  it('never removes a file that it did not write', () => {
    write(root, outputs({ 'out/a.json': 'a' }));
    writeFileSync(at('out/mine.json'), 'mine');
    write(root, outputs({}));
    assert.equal(textAt('out/mine.json'), 'mine');
  });

  it('never follows a manifest out of the root', () => {
    const outside = join(root, '..', 'sightline-outside.txt');
    writeFileSync(outside, 'precious');
    mkdirSync(at('generated'));
    writeFileSync(at(manifestPath), JSON.stringify({ files: ['../sightline-outside.txt', outside] }));
    assert.deepEqual(write(root, outputs({})).removed, []);
    assert.equal(readFileSync(outside, 'utf8'), 'precious');
    rmSync(outside);
  });

  it('compares without writing anything', () => {
    write(root, outputs({ 'out/a.json': 'a', 'out/b.json': 'b' }));
    const { created, updated, removed } = compare(root, outputs({ 'out/a.json': 'A', 'out/c.json': 'c' }));
    assert.deepEqual(
      [created, updated, removed],
      [['out/c.json'], ['out/a.json', manifestPath], ['out/b.json']],
    );
    assert.equal(textAt('out/a.json'), 'a');
  });

  it('says which folder cannot be written to and leaves everything as it was', {
    skip: process.getuid?.() !== 0 && 'needs root to become another user',
  }, () => {
    write(root, outputs({ 'a/one.json': 'old', 'b/two.json': 'old' }));
    for (const folder of ['.', 'a', 'generated']) chmodSync(at(folder), 0o777);
    const script = `
      import { write } from ${JSON.stringify(fileURLToPath(new URL('../../src/compile/write.ts', import.meta.url)))};
      process.setuid(65534);
      try { write(${JSON.stringify(root)}, [{ path: 'a/one.json', text: 'new' }, { path: 'b/two.json', text: 'new' }]); }
      catch (error) { console.log(error.name, error.message, error.detail.why, error.detail.next); }`;
    const { stdout } = spawnSync('node', ['--import', 'tsx', '--input-type=module', '-e', script], {
      encoding: 'utf8',
    });
    assert.match(
      stdout,
      new RegExp(`^Failure cannot write to ${at('b')} permission denied chmod u\\+rwx ${at('b')}`),
    );
    assert.deepEqual([textAt('a/one.json'), textAt('b/two.json')], ['old', 'old']);
    assert.deepEqual(hidden('a'), []);
  });

  it('says when a file stands where a folder is needed', () => {
    writeFileSync(at('out'), 'a file');
    assert.throws(() => write(root, outputs({ 'out/deep/a.json': 'a' })), {
      name: 'Failure',
      message: `cannot read ${at('out/deep/a.json')}`,
      detail: {
        why: 'a file stands where a folder is needed',
        next: `move the file ${at('out')} away, then run the build again`,
      },
    });
    assert.equal(textAt('out'), 'a file');
  });

  it('says when a folder stands where a file is written', () => {
    mkdirSync(at('out/a.json'), { recursive: true });
    assert.throws(
      () => write(root, outputs({ 'out/a.json': 'a' })),
      (error: Failure) => /there is a folder/.test(error.detail.why ?? ''),
    );
  });

  it('says when the manifest is no manifest, and keeps it', () => {
    mkdirSync(at('generated'));
    writeFileSync(at(manifestPath), '<<<<<<< HEAD');
    assert.throws(
      () => write(root, outputs({})),
      (error: Failure) => error.message.includes(manifestPath),
    );
    assert.equal(textAt(manifestPath), '<<<<<<< HEAD');
  });

  it('sweeps up what a run that was killed left half-written, and only that', () => {
    write(root, outputs({ 'out/a.json': 'a' }));
    const { pid: dead } = spawnSync('true');
    writeFileSync(at(`out/.0.${dead}.sightline-tmp`), 'half');
    writeFileSync(at('out/.hidden'), 'mine');
    write(root, outputs({ 'out/a.json': 'a' }));
    assert.deepEqual(hidden('out'), ['.hidden']);
  });

  it('leaves each file whole when it is killed at any moment', async () => {
    const files = (text: string) =>
      Object.fromEntries(
        Array.from({ length: 40 }, (_, index) => [`out/${index}.json`, text.repeat(20_000)]),
      );
    write(root, outputs(files('old')));
    const script = `
      import { write } from ${JSON.stringify(fileURLToPath(new URL('../../src/compile/write.ts', import.meta.url)))};
      const files = (text) => Array.from({ length: 40 }, (_, index) => ({ path: 'out/' + index + '.json', text: text.repeat(20_000) }));
      console.log('ready');
      for (let round = 0; ; round++) write(${JSON.stringify(root)}, files(round % 2 ? 'old' : 'new'));`;
    for (const delay of [0, 3, 9, 17, 31]) {
      const child = spawn('node', ['--import', 'tsx', '--input-type=module', '-e', script]);
      const gone = once(child, 'exit');
      await once(child.stdout, 'data');
      await sleep(delay);
      child.kill('SIGKILL');
      assert.deepEqual(await gone, [null, 'SIGKILL']);
      for (let index = 0; index < 40; index++) {
        const text = textAt(`out/${index}.json`);
        assert.ok(
          text === 'old'.repeat(20_000) || text === 'new'.repeat(20_000),
          `out/${index}.json is torn after ${delay} ms`,
        );
      }
    }
    write(root, outputs(files('old')));
    assert.deepEqual(hidden('out'), []);
  });
});
