import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import {
  askScene,
  type DashboardJson,
  dashboardSvg,
  fontMeasure,
  prometheusClient,
  startViewer,
  themes,
} from '../services/viewer/index.ts';
import { startBrowser, withoutBrowser } from '../test/support/browser.ts';
import type { Figure } from './figure.ts';
import { median, root } from './process.ts';
import type { SyntheticProject } from './synthesis/project.ts';

const end = Date.UTC(2026, 2, 10, 15);
const panels = 40;
const series = 50;
const points = 1000;

/** Time to draw a large dashboard, in a browser and without one; from a save to the redraw; and what the page weighs. */
export async function measureViewer(
  typed: string,
  project: SyntheticProject,
  runs: number,
  say: (progress: string) => void,
): Promise<readonly Figure[]> {
  const folder = join(root, '.sightline/bench/viewer');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${board.uid}.json`), JSON.stringify(board));
  const answering = await startAnswering();
  try {
    const figures = [...(await measureSvg(answering.url, runs, say))];
    if (withoutBrowser) {
      say(withoutBrowser);
      return figures;
    }
    figures.push(...(await measurePage(folder, answering.url, runs, say)));
    figures.push(...(await measureSaves(typed, project, answering.url, runs, say)));
    return figures;
  } finally {
    answering.close();
  }
}

/** Forty panels of fifty series; the step gives a thousand points. */
const board: DashboardJson = {
  uid: 'large',
  title: 'Large',
  time: { from: String(end - (points - 1) * 15_000), to: String(end) },
  panels: Array.from({ length: panels }, (_, at) => ({
    id: at + 1,
    type: 'timeseries',
    title: `Panel ${at + 1}`,
    gridPos: { x: (at % 4) * 6, y: Math.floor(at / 4) * 8, w: 6, h: 8 },
    maxDataPoints: points,
    targets: [{ refId: 'A', expr: `series_${at}`, legendFormat: '{{number}}' }],
    options: { legend: { showLegend: true, displayMode: 'list', placement: 'bottom' } },
  })),
};

/** Answers at once, so that drawing is measured and not Prometheus. */
async function startAnswering(): Promise<{ readonly url: string; close(): void }> {
  const result = Array.from({ length: series }, (_, number) => ({
    metric: { number: String(number) },
    values: Array.from({ length: points }, (_, at) => [
      (end - (points - 1 - at) * 15_000) / 1000,
      String(Math.round(1000 * (number + Math.sin(at / 20 + number))) / 1000),
    ]),
  }));
  const matrix = JSON.stringify({ status: 'success', data: { resultType: 'matrix', result } });
  const nothing = JSON.stringify({
    status: 'success',
    data: { resultType: 'vector', result: [], alerts: [] },
  });
  const server = createServer((request, response) => {
    request.resume();
    response.setHeader('content-type', 'application/json');
    response.end(request.url?.includes('query_range') ? matrix : nothing);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function measureSvg(
  url: string,
  runs: number,
  say: (progress: string) => void,
): Promise<readonly Figure[]> {
  const around = { alerts: [], dashboards: [] };
  const scene = await askScene(board, {
    client: prometheusClient(url),
    now: end,
    width: 1400,
    scrape: 15_000,
    ...around,
  });
  const measure = fontMeasure();
  const times: number[] = [];
  let size = 0;
  for (let round = 1; round <= runs; round++) {
    say(`large dashboard to SVG, round ${round} of ${runs}`);
    const begun = performance.now();
    size = dashboardSvg(scene, { width: 1432, theme: themes.dark, measure }).length;
    times.push(performance.now() - begun);
  }
  return [
    {
      id: 'viewer-svg',
      what: `${panels} panels of ${series} series of ${points} points to SVG`,
      value: median(times),
      unit: 'ms',
    },
    { id: 'viewer-svg-size', what: 'Size of that SVG', value: size, unit: 'bytes' },
  ];
}

const allDrawn = `document.querySelectorAll('.panel').length === ${panels} && [...document.querySelectorAll('.panel')].every((one) => one.dataset.drawn && !one.hasAttribute('aria-busy'))`;

async function measurePage(
  folder: string,
  prometheus: string,
  runs: number,
  say: (progress: string) => void,
): Promise<readonly Figure[]> {
  const viewer = await startViewer({ folder, prometheus, scrape: 15_000, port: 0 });
  const browser = await startBrowser();
  try {
    const tab = await browser.tab(1440, 4000);
    const [all, first]: [number[], number[]] = [[], []];
    let weight = 0;
    for (let round = 1; round <= runs; round++) {
      say(`large dashboard in the browser, round ${round} of ${runs}`);
      await tab.resize(1440, 4000);
      await tab.open(`${viewer.url}/d/large`);
      await tab.until(allDrawn, 'all panels', 120);
      all.push(
        await tab.evaluate<number>(
          `Math.max(...[...document.querySelectorAll('.panel')].map((one) => Number(one.dataset.drawn))) - performance.timeOrigin`,
        ),
      );
      weight = await tab.evaluate<number>(
        `performance.getEntriesByType('resource').filter(({ name }) => !/prometheus|events|api/.test(name)).reduce((sum, { encodedBodySize }) => sum + encodedBodySize, performance.getEntriesByType('navigation')[0].encodedBodySize)`,
      );
      await tab.resize(1440, 900);
      await tab.open(`${viewer.url}/d/large?`);
      await tab.until(`document.querySelector('.panel[data-drawn]')`, 'a panel', 60);
      first.push(
        await tab.evaluate<number>(
          `Math.min(...[...document.querySelectorAll('.panel[data-drawn]')].map((one) => Number(one.dataset.drawn))) - performance.timeOrigin`,
        ),
      );
    }
    return [
      {
        id: 'viewer-page',
        what: `The same in Chromium, from the address to the last panel`,
        value: median(all),
        unit: 'ms',
      },
      {
        id: 'viewer-first',
        what: 'The first panel of it, in a window of usual height',
        value: median(first),
        unit: 'ms',
        goal: 3000,
      },
      {
        id: 'viewer-weight',
        what: 'Weight of the page: HTML, script, style, typeface, compressed',
        value: weight,
        unit: 'bytes',
      },
    ];
  } finally {
    await browser.close();
    await viewer.stop();
  }
}

/** Edits a title of one of a thousand dashboards, and waits until the page shows it. */
async function measureSaves(
  typed: string,
  { aDashboard }: SyntheticProject,
  prometheus: string,
  runs: number,
  say: (progress: string) => void,
): Promise<readonly Figure[]> {
  say('first build of the viewer');
  const child = fork(join(root, 'bench/viewer/live.ts'), [prometheus], {
    cwd: typed,
    execArgv: ['--import', import.meta.resolve('tsx')],
    silent: true,
  });
  const browser = await startBrowser();
  try {
    const url = await said(child, /^page (\S+)$/m);
    await said(child, /Watching/);
    const tab = await browser.tab(1440, 900);
    const path = join(typed, aDashboard);
    const uid = aDashboard.replace(/^.*\/|\.ts$/g, '');
    const original = readFileSync(path, 'utf8');
    const title = await titleOf(url, uid);
    await tab.open(`${url}/d/${uid}`);
    await tab.until(`document.querySelector('.panel[data-drawn]')`, 'a panel', 60);
    const times: number[] = [];
    for (let round = 1; round <= runs; round++) {
      say(`save to redraw, round ${round} of ${runs}`);
      await new Promise((resolve) => setTimeout(resolve, 300));
      const edited = `${title} ${'x'.repeat(round)}`;
      const begun = performance.now();
      writeFileSync(path, original.replace(`'${title}'`, `'${edited}'`));
      await tab.until(
        `document.querySelector('h1').textContent === ${JSON.stringify(edited)}`,
        'the redraw',
        60,
      );
      times.push(performance.now() - begun);
    }
    writeFileSync(path, original);
    return [
      {
        id: 'viewer-save',
        what: 'A dashboard of the synthetic project edited: from saving it to the page showing it',
        value: median(times),
        unit: 'ms',
        goal: 1000,
      },
    ];
  } finally {
    await browser.close();
    child.kill();
  }
}

/** The title of a dashboard, which its definition writes once. */
async function titleOf(url: string, uid: string): Promise<string> {
  const compiled = (await (await fetch(`${url}/api/dashboards/${uid}`)).json()) as DashboardJson;
  return compiled.title;
}

/** Waits until a process has said something, and answers with the part that was asked for. */
function said(child: ChildProcess, what: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const hear = (text: Buffer): void => {
      output += text;
      const found = what.exec(output);
      if (found) resolve(found[1] ?? found[0]);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', () => reject(new Error(`the viewer ended: ${output.slice(-500)}`)));
  });
}
