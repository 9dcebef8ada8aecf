import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));

/** The code of the README that stands on its own, and the output that is shown below it. */
function example(): { readonly code: string; readonly shown: string } {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const found = /```ts\n(import [^`]*?)```\n\n```json\n([^\n]*)\n```/.exec(readme);
  assert.ok(found?.[1] && found[2], 'README.md has an example with imports, and its output');
  return { code: found[1], shown: found[2] };
}

test('the logger of the README compiles, runs and writes the line that is shown', () => {
  const { code, shown } = example();
  const folder = join(root, '.sightline/readme');
  mkdirSync(folder, { recursive: true });
  const logs = mkdtempSync(join(tmpdir(), 'sightline-readme-'));
  try {
    const file = join(folder, 'example.ts');
    writeFileSync(file, code.replaceAll("from './", "from '../../"));
    const config = join(folder, 'tsconfig.json');
    writeFileSync(
      config,
      JSON.stringify({ extends: '../../tsconfig.json', include: ['example.ts'], exclude: [] }),
    );
    const tsc = spawnSync(
      process.execPath,
      [join(root, 'node_modules/typescript/bin/tsc'), '--noEmit', '-p', config],
      { encoding: 'utf8' },
    );
    assert.equal(tsc.status, 0, tsc.stdout + tsc.stderr);

    const path = join(logs, 'application.log');
    const env = { ...process.env, LOG_FILE: path, USER_PSEUDONYM_KEY: 'key' };
    const run = spawnSync(process.execPath, ['--import', 'tsx', file], { cwd: root, env, encoding: 'utf8' });
    assert.deepEqual([run.status, run.stdout, run.stderr], [0, '', '']);
    const told = (line: string): object => ({ ...(JSON.parse(line) as object), timestamp: 'then' });
    const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
    assert.deepEqual(lines.map(told), [told(shown)]);
    assert.deepEqual(Object.keys(JSON.parse(lines[0] as string)), Object.keys(JSON.parse(shown)));
  } finally {
    rmSync(logs, { recursive: true });
    rmSync(folder, { recursive: true });
  }
});
