import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

// A project of its own below the root, where `#lib` is found, with a process that watches it.

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = join(root, '.sightline/watch-test');
const at = (path: string): string => join(folder, path);

const board = (
  title: string,
): string => `import { dashboard, row, series, sum, rate, timeseries } from '#lib';
import { requests } from './catalog.ts';
export const board = dashboard({
  uid: 'board', title: 'Board', description: 'For everybody.', tags: [], range: '1h', refresh: '1m',
  rows: [row('All', [timeseries({ title: '${title}', description: 'How many?', series: series(sum(rate(requests, '5m'))) })])],
});
`;
const rules = (
  alert: string,
  name = 'requests',
): string => `import { above, alert, rate, ruleGroup, sum } from '#lib';
import { ${name} } from './catalog.ts';
export const few = alert({ alert: '${alert}', when: above(sum(rate(${name}, '5m')), 5), severity: 'low', summary: 'Many.' });
export const rules = [{ name: 'requests', groups: [ruleGroup({ name: 'requests', interval: '30s', rules: [few] })] }];
`;
const files: Readonly<Record<string, string>> = {
  'catalog.ts': `import { counter, job } from '#lib';
export const app = job({ name: 'app', targets: ['app:1'], interval: '15s', emitter: 'ours', help: 'The application.' });
export const requests = counter({ name: 'requests_total', help: 'Requests.', unit: 'count', job: app });
`,
  'board.ts': board('Requests'),
  'rules.ts': rules('Many'),
  'project.ts': `import { board } from './board.ts';
import { app, requests } from './catalog.ts';
import { rules } from './rules.ts';
export const project = {
  metrics: [requests], subjects: { requests: [requests] }, rules, dashboards: [board], datasources: [],
  prometheus: { interval: '15s', timeout: '10s', evaluation: '30s', externalLabels: {}, alertmanagers: [], flags: [], jobs: [app] },
  folder: { uid: 'test', title: 'Test' },
};
`,
  'build.ts': `import { main } from '../../src/cli/command.ts';
import { buildCommand } from '../../src/cli/commands/build.ts';
await main(buildCommand(() => import('./project.ts').then(({ project }) => project)));
`,
};
const boardOutput = 'grafana-provisioning/dashboards/board.json';
const rulesOutput = 'generated/prometheus/rules/requests.rules.yml';

let child: ChildProcess;
let output = '';
let heard = (): void => {};

/** What the process says until it waits again. */
async function said(): Promise<string> {
  while (!output.includes('Watching; Ctrl-C ends.'))
    await new Promise<void>((resolve) => {
      heard = resolve;
    });
  const [text = ''] = output.split('Watching; Ctrl-C ends.\n');
  output = '';
  return text;
}

async function afterSaving(path: string, text: string): Promise<string> {
  writeFileSync(at(path), text);
  return said();
}

before(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [path, text] of Object.entries(files)) writeFileSync(at(path), text);
  child = fork('build.ts', ['--watch'], { cwd: folder, execArgv: ['--import', 'tsx'], silent: true });
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      heard();
    });
});
after(() => {
  child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

test('it builds when it starts', async () => {
  assert.match(await said(), /\d+ written, 0 unchanged\n$/);
  assert.match(readFileSync(at(boardOutput), 'utf8'), /"title": "Requests"/);
});

test('a saved dashboard is built, and nothing else is written', async () => {
  const text = await afterSaving('board.ts', board('All requests'));
  assert.match(text, new RegExp(`^updated  catalog/README.md\nupdated  ${boardOutput}\n2 written, `));
  assert.match(readFileSync(at(boardOutput), 'utf8'), /"title": "All requests"/);
});

test('a saved rule is built', async () => {
  assert.match(await afterSaving('rules.ts', rules('TooMany')), new RegExp(`updated  ${rulesOutput}\n`));
  assert.match(readFileSync(at(rulesOutput), 'utf8'), /alert: TooMany/);
});

test('a file that does not parse is one message with its line, and the outputs stay', async () => {
  const text = await afterSaving('rules.ts', `${rules('Other')}\nconst x = ;\n`);
  assert.match(text, /^error: rules\.ts:6:10: Unexpected ";"\n {2}why: .*\n {2}next: mend rules\.ts;.*\n$/);
  assert.match(readFileSync(at(rulesOutput), 'utf8'), /alert: TooMany/);
});

test('while one file is broken another may be saved, and nothing is written', async () => {
  assert.match(await afterSaving('board.ts', board('Meanwhile')), /^error: rules\.ts/);
  assert.match(readFileSync(at(boardOutput), 'utf8'), /"title": "All requests"/);
});

test('once it is mended, everything that was saved is built', async () => {
  const text = await afterSaving('rules.ts', rules('Mended'));
  assert.match(text, /3 written|updated/);
  assert.match(readFileSync(at(rulesOutput), 'utf8'), /alert: Mended/);
  assert.match(readFileSync(at(boardOutput), 'utf8'), /"title": "Meanwhile"/);
});

test('problems are told as by a build, and the outputs stay', async () => {
  const text = await afterSaving('rules.ts', rules('Wrong').replace("'5m'", "'30s'"));
  assert.match(text, /alerts\/requests › requests › Wrong\n {2}error/);
  assert.match(text, /see src\/checks\/rate-window-covers-four-scrapes\.md/);
  assert.match(readFileSync(at(rulesOutput), 'utf8'), /alert: Mended/);
});

test('an edit of what others import reaches them', async () => {
  writeFileSync(at('rules.ts'), rules('Mended'));
  await said();
  const text = await afterSaving(
    'catalog.ts',
    (files['catalog.ts'] as string).replaceAll('requests_total', 'calls_total'),
  );
  assert.match(text, /written/);
  assert.match(readFileSync(at(rulesOutput), 'utf8'), /calls_total/);
  assert.match(readFileSync(at(boardOutput), 'utf8'), /calls_total/);
});

test('a file that is missing is asked for again when it appears', async () => {
  const text = await afterSaving('board.ts', `import './more.ts';\n${board('More')}`);
  assert.match(text, /^error: .*more\.ts/);
  assert.match(await afterSaving('more.ts', 'export {};\n'), /written/);
  assert.match(readFileSync(at(boardOutput), 'utf8'), /"title": "More"/);
});

test('an output that somebody else changed is put right', async () => {
  writeFileSync(at(boardOutput), '{}');
  await afterSaving('rules.ts', rules('Again'));
  assert.match(readFileSync(at(boardOutput), 'utf8'), /"title": "More"/);
});

test('Ctrl-C ends it, with nothing left behind', async () => {
  const gone = once(child, 'exit');
  child.kill('SIGINT');
  assert.deepEqual(await gone, [0, null]);
  const hidden = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.includes('sightline-tmp'),
  );
  assert.deepEqual(hidden, []);
});
