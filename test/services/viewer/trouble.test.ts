import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { RunningPrometheus } from '../../../scripts/stack/prometheus-process.ts';
import type { DashboardJson, PanelJson } from '../../../services/viewer/board/json.ts';
import { prometheusClient, startViewer, type Viewer } from '../../../services/viewer/index.ts';
import { type Browser, startBrowser, type Tab, withoutBrowser } from '../../support/browser.ts';
import { withoutPrometheus } from '../../support/promtool.ts';
import { specimen } from './specimen/board.ts';
import { drawn, faults } from './specimen/look.ts';
import { specimenEnd, startSpecimen } from './specimen/prometheus.ts';

const folder = mkdtempSync(join(tmpdir(), 'sightline-boards-'));
const put = (board: DashboardJson): void =>
  writeFileSync(join(folder, `${board.uid}.json`), JSON.stringify(board));
const panel = (id: number, title: string, expr: string, more: Partial<PanelJson> = {}): PanelJson => ({
  id,
  type: 'timeseries',
  title,
  gridPos: { x: ((id - 1) % 3) * 8, y: Math.floor((id - 1) / 3) * 8, w: 8, h: 8 },
  targets: [{ refId: 'A', expr, legendFormat: '{{number}}', instant: false }],
  options: { legend: { showLegend: true, displayMode: 'list', placement: 'bottom' } },
  ...more,
});
const bad: DashboardJson = {
  ...specimen,
  uid: 'bad',
  title: 'Trouble',
  annotations: { list: [{ name: 'Releases', enable: true, iconColor: 'blue', expr: 'changes(' }] },
  templating: {
    list: [
      {
        name: 'nobody',
        type: 'query',
        label: 'Nobody',
        query: { query: 'label_values(absent_series, nobody)' },
      },
      { name: 'html', type: 'textbox', query: '<img src=x onerror="document.title=1">' },
    ],
  },
  panels: [
    panel(1, 'Too many', 'many'),
    panel(2, 'Explodes', 'sum_over_time(level[2h:1s]) * on() group_left() sum(level[1h:1s])'),
    panel(3, 'Refused', 'rate(level'),
    panel(4, 'Unknown', 'level', { type: 'mystery' }),
    panel(5, 'Fine', 'level'),
    panel(6, 'Samples', 'sum(many + on(number) many + on(number) many)'),
    panel(7, 'Named $html', 'level'),
    panel(8, 'Nobody', 'level{app="$nobody"}'),
  ],
};

describe('trouble is told on the page', { skip: withoutPrometheus || withoutBrowser }, () => {
  let prometheus: RunningPrometheus & { close(): Promise<void> };
  let viewer: Viewer;
  let browser: Browser;
  let tab: Tab;
  before(async () => {
    mkdirSync(folder, { recursive: true });
    put(specimen);
    put(bad);
    prometheus = await startSpecimen();
    viewer = await startViewer({ folder, prometheus: prometheus.url, scrape: 60_000, port: 0 });
    browser = await startBrowser();
    tab = await browser.tab(1440, 1800);
  });
  after(async () => {
    await browser?.close();
    await viewer?.stop();
    await prometheus?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const said = (title: string): Promise<string> =>
    tab.evaluate(
      `(() => { const one = [...document.querySelectorAll('.panel')].find((panel) => panel.querySelector('h2').textContent === ${JSON.stringify(title)}); return (one.querySelector('.message')?.textContent ?? 'a drawing') + '|' + (one.querySelector('.notice')?.title ?? ''); })()`,
    );

  test('every panel type stands on the page as it should', async () => {
    await tab.open(`${viewer.url}/d/specimen`);
    await tab.until(drawn, 'all panels');
    assert.deepEqual(await tab.evaluate(faults), []);
    assert.match(
      await said('Logs'),
      /Asks Elasticsearch, which does not run here: see it with npm run preview/,
    );
    assert.match(await said('Nothing'), /none yet/);
    assert.match(await said('Refused'), /parse error/);
    const dial = await tab.evaluate(`document.querySelector('#panel-8 .body').textContent`);
    assert.equal(dial, '83%');
  });

  test('ten thousand series, queries that explode, types that nobody knows: each panel says its own', async () => {
    await tab.open(`${viewer.url}/d/bad`);
    await tab.until(drawn, 'all panels', 60);
    assert.match(await said('Too many'), /a drawing\|10,000 series, of which 500 are drawn/);
    assert.match(await said('Refused'), /unclosed left parenthesis/);
    assert.match(await said('Explodes'), /error|expected/);
    assert.match(await said('Samples'), /too many samples/);
    assert.match(await said('Unknown'), /Panels of type mystery are drawn by Grafana only/);
    assert.match(await said('Nobody'), /No data/);
    assert.match(
      await tab.evaluate(`document.getElementById('banner').textContent`),
      /^Annotations are missing: Releases: .*parse error/,
    );
    assert.match(await said('Fine'), /^a drawing\|$/);
    assert.match(
      await tab.evaluate(`document.getElementById('var-nobody').textContent`),
      /no values: no series has the label nobody/,
    );
    assert.equal(await tab.evaluate('document.title'), 'Trouble · Sightline viewer');
    assert.deepEqual(await tab.evaluate(faults), []);
  });

  test('an item of a legend shows its series alone, and all are back when it is chosen again', async () => {
    await tab.open(`${viewer.url}/d/specimen`);
    await tab.until(drawn, 'all panels');
    const pressed = `[...document.querySelectorAll('#panel-3 .legend .name')].map((one) => one.getAttribute('aria-pressed')).join()`;
    await tab.evaluate(`document.querySelector('#panel-3 .legend .name').click()`);
    assert.equal(await tab.evaluate(pressed), 'true,false,false');
    await tab.evaluate(`document.querySelector('#panel-3 .legend .name').click()`);
    assert.equal(await tab.evaluate(pressed), 'true,true,true');
  });

  test('a table is sorted by the head of a column', async () => {
    const column = `[...document.querySelectorAll('#panel-11 tbody tr')].map((row) => row.cells[0].textContent).join()`;
    assert.equal(await tab.evaluate(column), 'worker,api,web');
    await tab.evaluate(`document.querySelector('#panel-11 .sort').click()`);
    assert.equal(await tab.evaluate(column), 'worker,web,api');
    await tab.evaluate(`document.querySelector('#panel-11 .sort').click()`);
    assert.equal(await tab.evaluate(column), 'api,web,worker');
  });

  test('a mistake in a definition lies over the page with its place, and goes with the save that mends it', async () => {
    await tab.open(`${viewer.url}/d/specimen`);
    await tab.until(drawn, 'all panels');
    viewer.tell({ type: 'built', build: 1 });
    viewer.tell({
      type: 'broken',
      mistakes: [
        { place: 'dashboards/errors.ts:41:7', message: 'rate() needs a counter', next: 'use delta()' },
      ],
    });
    await tab.until(`document.querySelector('.mistakes')`, 'the mistake');
    const told = await tab.evaluate<string>(`document.querySelector('.mistakes').textContent`);
    for (const part of ['dashboards/errors.ts:41:7', 'rate() needs a counter', 'use delta()'])
      assert.ok(told.includes(part), part);
    assert.ok(
      await tab.evaluate<boolean>(`document.querySelectorAll('.panel[data-drawn]').length > 5`),
      'the panels stay',
    );
    const panels = specimen.panels.map((one) =>
      one.title === 'One number' ? { ...one, title: 'Another number' } : one,
    );
    put({ ...specimen, panels });
    viewer.tell({ type: 'built', build: 2 });
    await tab.until(`!document.querySelector('.mistakes')`, 'the mistake to go');
    await tab.until(`document.body.textContent.includes('Another number')`, 'the edited panel');
    put(specimen);
  });

  test('a Prometheus that is gone is told above all panels, and drawn from again when it is back', async () => {
    const away = createServer((_, response) => response.destroy());
    const port = await listening(away);
    away.close();
    away.closeAllConnections();
    const lost = await startViewer({
      folder,
      prometheus: `http://127.0.0.1:${port}`,
      scrape: 60_000,
      port: 0,
    });
    try {
      await tab.open(`${lost.url}/d/specimen`);
      await tab.until(`document.getElementById('banner').textContent`, 'the banner');
      const banner = await tab.evaluate<string>(`document.getElementById('banner').textContent`);
      assert.match(
        banner,
        new RegExp(`Prometheus does not answer at http://127.0.0.1:${port}: nothing listens there`),
      );
      await tab.until(drawn, 'all panels');
      assert.match(await said('Lines'), /does not answer/);
      assert.match(await tab.evaluate(`document.getElementById('var-app').textContent`), /does not answer/);
      const back = createServer((request, response) => {
        const { method = 'GET', headers } = request;
        const chunks: Buffer[] = [];
        request.on('data', (chunk: Buffer) => chunks.push(chunk));
        request.on('end', async () => {
          const body = method === 'POST' ? Buffer.concat(chunks) : undefined;
          const reply = await fetch(`${prometheus.url}${request.url}`, {
            method,
            ...(body && { body, headers: { 'content-type': String(headers['content-type']) } }),
          });
          response.writeHead(reply.status).end(Buffer.from(await reply.arrayBuffer()));
        });
      });
      await listening(back, port);
      try {
        await tab.until(`document.getElementById('banner').textContent === ''`, 'the banner to go', 30);
        await tab.until(`document.querySelector('#panel-2 canvas')`, 'a chart', 30);
      } finally {
        back.close();
        back.closeAllConnections();
      }
    } finally {
      await lost.stop();
    }
  });

  test('a Prometheus that goes while nobody asks is told at once', async () => {
    let reachable = true;
    const door = createServer((request, response) => {
      if (!reachable) return response.destroy();
      request.resume();
      response.end(JSON.stringify({ status: 'success', data: { resultType: 'vector', result: [] } }));
    });
    const port = await listening(door);
    const prometheus = `http://127.0.0.1:${port}`;
    const lost = await startViewer({ folder, prometheus, scrape: 60_000, port: 0 });
    try {
      await tab.open(`${lost.url}/d/specimen?refresh=`);
      await tab.until(drawn, 'all panels');
      assert.equal(await tab.evaluate(`document.getElementById('banner').textContent`), '');
      reachable = false;
      lost.tell({ type: 'prometheus' });
      await tab.until(
        `document.getElementById('banner').textContent.startsWith('Prometheus does not answer')`,
        'the banner',
      );
      reachable = true;
      lost.tell({ type: 'prometheus' });
      // Sooner than the page would have asked again by itself.
      await tab.until(`document.getElementById('banner').textContent === ''`, 'the banner to go', 4);
    } finally {
      await lost.stop();
      door.close();
      door.closeAllConnections();
    }
  });

  test('a theme that the address names is worn, and the button changes the address', async () => {
    const worn = 'document.documentElement.dataset.theme';
    await tab.open(`${viewer.url}/d/specimen?theme=light`);
    await tab.until(drawn, 'all panels');
    assert.equal(await tab.evaluate(worn), 'light');
    const ground = `getComputedStyle(document.querySelector('.panel')).backgroundColor`;
    const light = await tab.evaluate(ground);
    await tab.evaluate(`document.getElementById('theme').click()`);
    assert.equal(await tab.evaluate(worn), 'dark');
    assert.match(await tab.evaluate('location.search'), /theme=dark/);
    assert.notEqual(await tab.evaluate(ground), light);
  });

  test('a dashboard and a panel that are not there are told, with those that are', async () => {
    await tab.open(`${viewer.url}/d/nowhere`);
    await tab.until(`document.body.textContent.includes('There is no dashboard nowhere')`, 'the message');
    assert.ok(await tab.evaluate<boolean>(`document.querySelectorAll('#board a').length === 2`));
    await tab.open(`${viewer.url}/d/specimen?viewPanel=99`);
    await tab.until(`document.body.textContent.includes('has no panel 99')`, 'the message');
  });

  test('only questions are passed on, and only to who calls the viewer by its address', async () => {
    const status = async (path: string, init: RequestInit = {}): Promise<number> =>
      (await fetch(`${viewer.url}/prometheus${path}`, init)).status;
    assert.equal(await status('/api/v1/query?query=1'), 200);
    assert.equal(await status('/api/v1/query', { method: 'PUT' }), 403);
    for (const path of [
      '/api/v1/admin/tsdb/delete_series',
      '/-/reload',
      '/-/quit',
      '/api/v1/status/config',
      '/metrics',
    ])
      assert.equal(await status(path, { method: 'POST' }), 403, path);
    assert.equal((await fetch(viewer.url, { method: 'POST' })).status, 405);
    assert.equal((await fetch(`${viewer.url}/api/dashboards/..%2f..%2fpackage`)).status, 404);
    const { port } = new URL(viewer.url);
    const foreign = await new Promise<number>((resolve) => {
      import('node:http').then(({ get }) =>
        get({ port, host: '127.0.0.1', headers: { host: 'evil.example' } }, (reply) => {
          reply.resume();
          resolve(reply.statusCode ?? 0);
        }),
      );
    });
    assert.equal(foreign, 403);
  });
});

test('a Prometheus that is too slow is given up, in words', async () => {
  const slow = createServer(() => {});
  const port = await listening(slow);
  try {
    await assert.rejects(
      prometheusClient(`http://127.0.0.1:${port}`, 0.2).instant('up', specimenEnd * 1000),
      /did not answer within 0.2 s: choose a shorter time range/,
    );
  } finally {
    slow.close();
    slow.closeAllConnections();
  }
});

function listening(server: Server, port = 0): Promise<number> {
  return new Promise((resolve) => {
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
