import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { bench } from '../../bench/bench.ts';
import { disagreements, outputs, promtool, rulesFound } from '../../bench/build.ts';
import { benchCommand } from '../../bench/command.ts';
import { Child } from '../../bench/deploy/child.ts';
import { head, rowOf } from '../../bench/figure.ts';
import { root, runScript } from '../../bench/process.ts';
import { type Projects, writeProjects } from '../../bench/projects.ts';
import { small, synthesize } from '../../bench/synthesis/project.ts';
import { instantiations, typecheck } from '../../bench/types.ts';
import type { Failure } from '../../src/model/failure.ts';
import { withoutPrometheus, withoutPromtool } from '../support/promtool.ts';

// The bench at a hundredth of its size: facts only, since a time says nothing on a machine that does other things.

const folder = 'bench-test';
let projects: Projects;

before(async () => {
  projects = writeProjects(synthesize(small), folder);
  await runScript(projects.typed, 'build.ts');
  await runScript(projects.plain, 'build-all.ts');
});
after(() => rmSync(join(root, '.sightline', folder), { recursive: true, force: true }));

test('the synthetic project is the same each time', () => {
  assert.deepEqual(synthesize(small), synthesize(small));
});

test('it has as many dashboards, panels and rules as it says', () => {
  const boards = readdirSync(join(projects.typed, outputs.dashboards)).filter((name) =>
    name.endsWith('.json'),
  );
  assert.equal(boards.length, small.dashboards);
  for (const name of boards) {
    const { panels } = JSON.parse(readFileSync(join(projects.typed, outputs.dashboards, name), 'utf8'));
    assert.equal(panels.filter(({ type }: { type: string }) => type !== 'row').length, 20);
  }
});

test('both spellings build the same dashboards', () => {
  assert.equal(readdirSync(join(projects.plain, 'out/dashboards')).length, small.dashboards);
  assert.deepEqual(disagreements(projects), []);
});

test('promtool accepts every rule', { skip: withoutPromtool }, async () => {
  assert.equal(rulesFound(await promtool(projects.typed)), small.services * 100);
});

test('both spellings are correct TypeScript', async () => {
  const [typed, plain] = [await typecheck(projects.typed), await typecheck(projects.plain)];
  assert.ok(instantiations(typed) > instantiations(plain));
});

test('a process that stays is measured, and leaves the project as it was', async () => {
  const say: string[] = [];
  const { stay: figures = [] } = await bench({
    size: small,
    runs: 1,
    parts: ['stay'],
    folder: 'bench-test-stay',
    say: (progress) => say.push(progress),
  });
  rmSync(join(root, '.sightline/bench-test-stay'), { recursive: true, force: true });
  assert.deepEqual(
    figures.map(({ id }) => id),
    ['edit-dashboard', 'edit-alert', 'edit-recording'],
  );
  assert.ok(figures.every(({ value }) => value > 0));
  assert.ok(say.length > 0);
});

test('deployments ask for no more than they need, and say so', async () => {
  const { deploy: figures = [] } = await bench({
    size: small,
    runs: 1,
    parts: ['deploy'],
    folder: 'bench-test-deploy',
    say: () => {},
  });
  rmSync(join(root, '.sightline/bench-test-deploy'), { recursive: true, force: true });
  const value = (id: string): number | undefined => figures.find((figure) => figure.id === id)?.value;
  // Health, organisation, inventory and the folder, beside the dashboards; the clock of the server before it writes.
  assert.equal(value('plan-get'), small.dashboards + 4);
  assert.equal(value('plan-post'), 0);
  assert.equal(value('deploy-get'), small.dashboards + 5);
  // The inventory before and after, and the annotation.
  assert.equal(value('deploy-post'), small.dashboards + 3);
  assert.equal(value('again-get'), small.dashboards + 4);
  assert.equal(value('again-post'), 0);
  assert.ok(figures.every((figure) => figure.value > 0 || figure.id.endsWith('-post')));
});

test('a client that fails ends the bench with its words', async () => {
  const client = new Child('client.ts');
  const server = { url: 'http://127.0.0.1:1', token: 'none' };
  await assert.rejects(
    client.hear({ work: 'plan', edition: 0, server, boards: join(projects.plain, 'out/dashboards') }),
    ({ message, detail }: Failure) => /client\.ts/.test(message) && /no answer/.test(detail.why ?? ''),
  );
});

test('a figure says whether its goal is met', () => {
  const figure = { id: 'x', what: 'X', value: 99.6, unit: 'ms' } as const;
  assert.deepEqual(rowOf(figure), ['X', '100 ms', '', '']);
  assert.deepEqual(rowOf({ ...figure, goal: 100 }), ['X', '100 ms', '100 ms', 'met']);
  assert.deepEqual(rowOf({ ...figure, value: 1500, goal: 100 }), ['X', '1.50 s', '100 ms', 'missed']);
  assert.equal(head.length, 4);
});

test('a part that does not exist is a mistake of usage', async () => {
  await assert.rejects(
    async () => benchCommand.run({ flags: {}, values: {}, words: ['speed'] }),
    /the bench has no part speed/,
  );
});

test('rules are evaluated by a real Prometheus, each of them and without a failure', {
  skip: withoutPrometheus,
}, async () => {
  const { rules: figures = [] } = await bench({
    size: small,
    runs: 1,
    parts: ['rules'],
    folder: 'bench-test-rules',
    say: () => {},
  });
  rmSync(join(root, '.sightline/bench-test-rules'), { recursive: true, force: true });
  const of = (id: string) => figures.find((figure) => figure.id === id);
  assert.match(of('rules-series')?.what ?? '', /that 100 rules in 5 groups read/);
  assert.equal(of('rules-failed')?.value, 0);
  assert.ok((of('rules-slowest')?.value ?? 0) > 0 && (of('rules-memory')?.value ?? 0) > 1e6);
});
