import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { Analysis } from '../../src/promql/analyse.ts';
import { print } from '../../src/promql/print.ts';
import { misuse } from '../../src/promql/signature.ts';
import { vocabularyOf } from '../../src/promql/vocabulary.ts';
import { project } from '../checks/fixture.ts';
import { randomVector } from './random-vector.ts';
import { parsed, unplaced } from './unplaced.ts';

const seed = 20230215;
const promtool = spawnSync('promtool', ['--version'], { encoding: 'utf8' }).error
  ? 'promtool is not installed'
  : false;

test('Prometheus accepts whatever the typed language prints', { skip: promtool }, (context) => {
  const rules = fc
    .sample(randomVector, { seed, numRuns: 3000 })
    .map(({ node }, index) => ({ record: `r:r:${index}`, expr: print(node) }));
  const folder = mkdtempSync(join(tmpdir(), 'sightline-'));
  try {
    // JSON is YAML.
    const file = join(folder, 'rules.yml');
    writeFileSync(file, JSON.stringify({ groups: [{ name: 'random', rules }] }));
    const { status, stdout, stderr } = spawnSync('promtool', ['check', 'rules', '--lint=none', file], {
      encoding: 'utf8',
    });
    assert.equal(status, 0, `${stdout}\n${stderr}`.slice(0, 3000));
    assert.match(stdout, new RegExp(`SUCCESS: ${rules.length} rules found`));
    context.diagnostic(
      `${rules.length} rules, ${Math.max(...rules.map(({ expr }) => expr.length))} characters at most`,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('what the typed language prints is read back as the same tree, with arguments of the right sort', () => {
  fc.assert(
    fc.property(randomVector, ({ node }) => {
      const read = parsed(print(node));
      assert.deepEqual(unplaced(read), unplaced(node));
      assert.equal(misuse(read), undefined);
    }),
    { seed, numRuns: 2000 },
  );
});

test('the analysis finds the labels that the typed language says are left', () => {
  const vocabulary = vocabularyOf(project());
  let known = 0;
  fc.assert(
    fc.property(randomVector, ({ node, labels }) => {
      const facts = new Analysis(vocabulary).of(node);
      // `or` of different labels leaves either: the analysis is the stricter one.
      if (!facts.labels || / or /.test(print(node))) return;
      known++;
      assert.deepEqual(Object.keys(facts.labels).toSorted(), Object.keys(labels).toSorted(), print(node));
    }),
    { seed, numRuns: 3000 },
  );
  assert.ok(known > 1500, `only ${known} queries had known labels`);
});
