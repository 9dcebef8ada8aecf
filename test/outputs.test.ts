import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { project } from '../scripts/project.ts';
import { compile } from '../src/compile/compile.ts';
import { compare } from '../src/compile/write.ts';
import { promtool, withoutPromtool } from './support/promtool.ts';

const root = fileURLToPath(new URL('../', import.meta.url));

describe('the committed outputs', () => {
  it('are what the definitions compile to: `npm run build` leaves them unchanged', () => {
    const { created, updated, removed } = compare(root, compile(project));
    assert.deepEqual({ created, updated, removed }, { created: [], updated: [], removed: [] });
  });

  it('are the same bytes from another process, another folder, another time zone and another language', () => {
    const folder = mkdtempSync(join(tmpdir(), 'sightline-outputs-'));
    const script = `
      import { project } from ${JSON.stringify(join(root, 'scripts/project.ts'))};
      import { compile } from ${JSON.stringify(join(root, 'src/compile/compile.ts'))};
      import { write } from ${JSON.stringify(join(root, 'src/compile/write.ts'))};
      write(process.argv[1], compile(project));`;
    const env = { ...process.env, TZ: 'Asia/Kathmandu', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' };
    const { status, stderr } = spawnSync(
      'node',
      ['--import', 'tsx', '--input-type=module', '-e', script, folder],
      { cwd: root, env, encoding: 'utf8' },
    );
    assert.equal(status, 0, stderr);
    for (const { path, text } of compile(project))
      assert.equal(readFileSync(join(folder, path), 'utf8'), text, path);
    rmSync(folder, { recursive: true });
  });

  it('hold no secret: every one is the name of a variable', () => {
    let secrets = 0;
    for (const { path, text } of compile(project).filter((output) => output.path.includes('/datasources/'))) {
      for (const { basicAuthUser, secureJsonData = {} } of parse(text).datasources) {
        for (const value of [basicAuthUser, ...Object.values(secureJsonData)].filter(
          (one) => one !== undefined,
        )) {
          assert.match(String(value), /^\$\{[A-Z_]+\}$/, path);
          secrets++;
        }
      }
    }
    assert.equal(secrets, 4);
  });

  it('are accepted by the real promtool, configuration and rules', { skip: withoutPromtool }, () => {
    const { ok, output } = promtool(['check', 'config', join(root, 'generated/prometheus/prometheus.yml')]);
    assert.ok(ok, output);
    const found = [...output.matchAll(/SUCCESS: (\d+) rules found/g)].reduce(
      (sum, [, count]) => sum + Number(count),
      0,
    );
    assert.equal(found, project.rules.flatMap(({ groups }) => groups.flatMap(({ rules }) => rules)).length);
  });
});
