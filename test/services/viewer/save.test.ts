import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { mistakeOf, mistakesOf, typeMistakes } from '../../../scripts/stack/mistakes.ts';
import type { DashboardJson, News } from '../../../services/viewer/index.ts';
import { Failure } from '../../../src/model/failure.ts';

// What `npm start` does with a save, in a process of its own on a project of its own; pages are told by server-sent events.

const root = fileURLToPath(new URL('../../../', import.meta.url));
const folder = join(root, '.sightline/viewer-save-test');
const board = (
  title: string,
  of = 'requests',
): string => `import { dashboard, row, series, sum, rate, timeseries } from '#lib';
import { requests } from './catalog.ts';
export const board = dashboard({
  uid: 'board', title: 'Board', description: 'For everybody.', tags: [], range: '1h', refresh: '1m',
  rows: [row('All', [timeseries({ title: '${title}', description: 'How many?', series: series(sum(rate(${of}, '5m'))) })])],
});
`;
const files: Readonly<Record<string, string>> = {
  'catalog.ts': `import { counter, gauge, job } from '#lib';
export const app = job({ name: 'app', targets: ['app:1'], interval: '15s', emitter: 'ours', help: 'The application.' });
export const requests = counter({ name: 'requests_total', help: 'Requests.', unit: 'count', job: app });
export const open = gauge({ name: 'open', help: 'Open.', unit: 'count', job: app });
`,
  'board.ts': board('Requests'),
  'project.ts': `import { board } from './board.ts';
import { app, requests } from './catalog.ts';
export const project = {
  metrics: [requests], subjects: { requests: [requests] }, rules: [], dashboards: [board], datasources: [],
  prometheus: { interval: '15s', timeout: '10s', evaluation: '30s', externalLabels: {}, alertmanagers: [], flags: [], jobs: [app] },
  folder: { uid: 'test', title: 'Test' },
};
`,
  'tsconfig.json': JSON.stringify({ extends: '../../tsconfig.json', include: ['*.ts'], exclude: [] }),
};

let child: ChildProcess;
let url = '';
/** What the terminal shows. */
let output = '';
const heard: News[] = [];
let wake = (): void => {};

before(async () => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'grafana-provisioning/dashboards'), { recursive: true });
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  child = fork(join(root, 'bench/viewer/live.ts'), ['http://127.0.0.1:1'], {
    cwd: folder,
    execArgv: ['--import', 'tsx'],
    silent: true,
  });
  url = await new Promise<string>((resolve, reject) => {
    const hear = (text: Buffer): void => {
      output += text;
      const [, address] = /^page (\S+)$/m.exec(output) ?? [];
      if (address && output.includes('Watching')) resolve(address);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', () => reject(new Error(output)));
  });
  void listen();
  // Whoever listens is told at once how things stand.
  while (heard.length === 0)
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
});
after(() => {
  child?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

async function listen(): Promise<void> {
  const { body } = await fetch(`${url}/events`);
  let rest = '';
  try {
    for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
      const parts = (rest + Buffer.from(chunk).toString()).split('\n\n');
      rest = parts.pop() ?? '';
      for (const part of parts) heard.push(JSON.parse(part.replace(/^data: /, '')) as News);
      wake();
    }
  } catch {
    // The process was ended.
  }
}

/** The next news of a kind after something is done. */
async function news<Type extends News['type']>(type: Type, act: () => void): Promise<News & { type: Type }> {
  heard.length = 0;
  act();
  for (;;) {
    const found = heard.find((one) => one.type === type);
    if (found) return found as News & { type: Type };
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  }
}

const save = (text: string) => (): void => writeFileSync(join(folder, 'board.ts'), text);

test('a save is built, and what is served is the edited dashboard', { timeout: 60_000 }, async () => {
  await news('built', save(board('All requests')));
  const served = (await (await fetch(`${url}/api/dashboards/board`)).json()) as DashboardJson;
  assert.ok(served.panels.some(({ title }) => title === 'All requests'));
});

test('a file that does not parse is told with line and column, and the last dashboard stays', {
  timeout: 60_000,
}, async () => {
  const { mistakes } = await news('broken', save(`${board('Broken')}\nconst x = ;\n`));
  assert.equal(mistakes[0]?.place, 'board.ts:8:10');
  assert.match(mistakes[0]?.message ?? '', /Unexpected ";"/);
  const served = await (await fetch(`${url}/api/dashboards/board`)).text();
  assert.ok(served.includes('All requests'));
});

test('what a check finds is told, and mended it is gone', { timeout: 60_000 }, async () => {
  const { mistakes } = await news('broken', save(board('Slow').replace("'5m'", "'20s'")));
  assert.match(mistakes[0]?.place ?? '', /^dashboards\/board\.ts/);
  assert.match(mistakes[0]?.message ?? '', /20s/);
  await news('built', save(board('Mended')));
});

const written = (): string =>
  readFileSync(join(folder, 'grafana-provisioning/dashboards/board.json'), 'utf8');
const until = async (is: () => boolean): Promise<void> => {
  while (!is()) await sleep(50);
};

test('a save that the compiler agrees to is written to the repository', { timeout: 120_000 }, async () => {
  await news('built', save(board('Agreed')));
  // It is drawn before the compiler has begun.
  assert.ok(!written().includes('Agreed'));
  await until(() => written().includes('Agreed'));
  await until(() => output.includes('written grafana-provisioning/dashboards/board.json'));
});

test('a query that the types refuse is told once the compiler has looked', { timeout: 120_000 }, async () => {
  output = '';
  const { mistakes } = await news('broken', save(`${board('Types')}export const wrong: number = 'text';\n`));
  assert.equal(mistakes[0]?.place, 'board.ts:7:14');
  assert.match(mistakes[0]?.message ?? '', /not assignable to type 'number'/);
  const served = await (await fetch(`${url}/api/dashboards/board`)).text();
  assert.ok(served.includes('Types'), 'the page shows it');
  assert.ok(written().includes('Agreed'), 'the files are those of the last good save');
  await until(() => output.includes('The files stay as they were'));
  assert.match(output, /^error: board\.ts:7:14: .*not assignable to type 'number'/m);
  await news('built', save(board('Well typed')));
  await until(() => written().includes('Well typed'));
});

test('errors of the compiler are read with their place and the last line of their reason', () => {
  const output = `dashboards/a.ts(41,7): error TS2345: Argument of type 'X' is not assignable.
  Type 'X' is not 'Y'.
    rate() needs a counter, and open is a gauge: use delta() or deriv()
other.ts(1,2): error TS1005: ';' expected.
`;
  assert.deepEqual(typeMistakes(output), [
    {
      place: 'dashboards/a.ts:41:7',
      message: "Argument of type 'X' is not assignable.",
      why: 'rate() needs a counter, and open is a gauge: use delta() or deriv()',
      next: 'mend dashboards/a.ts',
    },
    { place: 'other.ts:1:2', message: "';' expected.", next: 'mend other.ts' },
  ]);
});

test('a problem names the line of the panel that it is about', () => {
  const [mistake] = mistakesOf([
    {
      check: 'x',
      severity: 'error',
      path: 'dashboards/executive-overview.ts › Active users › A',
      message: 'm',
      fix: 'f',
    },
    { check: 'x', severity: 'warning', path: 'y', message: 'm', fix: 'f' },
  ]);
  assert.match(mistake?.place ?? '', /^dashboards\/executive-overview\.ts:\d+ › Active users › A$/);
  assert.deepEqual(mistakeOf(new Failure('a.ts:1:2: no', { next: 'mend a.ts' })), {
    place: 'a.ts:1:2',
    message: 'no',
    next: 'mend a.ts',
  });
});
