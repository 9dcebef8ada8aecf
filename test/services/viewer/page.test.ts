import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { project } from '../../../scripts/project.ts';
import { historyLevels } from '../../../scripts/stack/recorded-project.ts';
import { openRecording, type Recording, recordedUntil } from '../../../scripts/stack/recording.ts';
import type { DashboardJson } from '../../../services/viewer/board/json.ts';
import { startViewer, type Viewer } from '../../../services/viewer/index.ts';
import { type Browser, startBrowser, type Tab, withoutBrowser } from '../../support/browser.ts';
import { withoutPrometheus } from '../../support/promtool.ts';
import { drawn, faults } from './specimen/look.ts';

// Every committed dashboard in a real browser, with answers of a real Prometheus to a recorded past.

const folder = fileURLToPath(new URL('../../../grafana-provisioning/dashboards/', import.meta.url));
const boards = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as DashboardJson);
const to = recordedUntil * 1000;
const when = (hours: number): string => `from=${to - hours * 3_600_000}&to=${to}`;

describe('the committed dashboards on a page', { skip: withoutPrometheus || withoutBrowser }, () => {
  let recording: Recording;
  let viewer: Viewer;
  let browser: Browser;
  let tab: Tab;
  before(async () => {
    const { signal } = new AbortController();
    recording = await openRecording({
      levels: historyLevels(project),
      hours: 3,
      seed: 1,
      say: () => {},
      signal,
    });
    viewer = await startViewer({ folder, prometheus: recording.prometheus.url, scrape: 15_000, port: 0 });
    browser = await startBrowser();
    tab = await browser.tab(1440, 4400);
  });
  after(async () => {
    await browser?.close();
    await viewer?.stop();
    await recording?.close();
  });

  for (const board of boards)
    test(`${board.title}: every panel is drawn, nothing overlaps, no text is cut off`, async () => {
      await tab.open(`${viewer.url}/d/${board.uid}?${when(1)}`);
      await tab.until(drawn, 'all panels', 60);
      assert.deepEqual(await tab.evaluate(faults), []);
      const { panels, empty, errors, blank } = await tab.evaluate<Seen>(seen);
      const wanted = board.panels.filter(({ type }) => type !== 'row').length;
      assert.equal(panels, wanted);
      assert.deepEqual(errors, []);
      assert.deepEqual(blank, [], 'charts without a drop of ink');
      // A young recording has no thirty days; most panels have their data.
      assert.ok(
        empty.length <= wanted / 3,
        `${empty.length} of ${wanted} panels are empty: ${empty.join(', ')}`,
      );
      assert.deepEqual(tab.complaints, []);
    });

  test('numbers and tables are those of Prometheus', async () => {
    await tab.open(`${viewer.url}/d/operations-monitoring?${when(1)}`);
    await tab.until(drawn, 'all panels', 60);
    const [p95] = await recording.prometheus.api.query(
      exprOf('operations-monitoring', 'Response time, p95').replaceAll('$environment', 'production'),
      recordedUntil,
    );
    assert.equal(await textOf(tab, 'Response time, p95'), `${Math.round((p95?.value ?? 0) * 1000)} ms`);
    const health = await recording.prometheus.api.query(
      'min by (component) (framework_health_status{environment="production"})',
      recordedUntil,
    );
    const rows = await tab.evaluate<readonly (readonly string[])[]>(
      `${panelCalled('Components')} && [...${panelCalled('Components')}.querySelectorAll('tbody tr')].map((row) => [...row.cells].map((cell) => cell.textContent))`,
    );
    assert.equal(rows.length, health.length);
    const words: Readonly<Record<number, string>> = { 0: 'down', 0.5: 'degraded', 1: 'ok' };
    for (const { labels, value } of health)
      assert.equal(
        rows.find(([component]) => component === labels.component)?.[1],
        words[value],
        labels.component,
      );
  });

  test('another choice of a variable asks for it, and the address says so', async () => {
    await tab.open(`${viewer.url}/d/development-metrics?${when(1)}`);
    await tab.until(drawn, 'all panels', 60);
    const chosen = await tab.evaluate<string>(`(() => {
      document.querySelector('#var-command_type summary').click();
      const boxes = [...document.querySelectorAll('#var-command_type .choices input')];
      const one = boxes.find((box) => box.value !== 'All');
      one.click();
      document.querySelector('#var-command_type .choices button').click();
      return one.value;
    })()`);
    await tab.until(`location.search.includes('var-command_type=${chosen}')`, 'the address');
    await tab.until(
      `${drawn} && ${panelCalled('Command types')}.querySelectorAll('tbody tr').length === 1`,
      'one row',
      60,
    );
    const cells = await tab.evaluate<readonly string[]>(
      `[...${panelCalled('Command types')}.querySelectorAll('tbody td')].map((cell) => cell.textContent)`,
    );
    assert.equal(cells[0], chosen);
    const [executions] = await recording.prometheus.api.query(
      `sum(increase(framework_command_executions_total{environment="production", command_type="${chosen}"}[1h]))`,
      recordedUntil,
    );
    assert.equal(Number.parseFloat(cells[1] ?? ''), Math.round(executions?.value ?? 0));
  });

  test('another range draws another axis, and asks for that range', async () => {
    await tab.open(`${viewer.url}/d/development-metrics?${when(1)}`);
    await tab.until(drawn, 'all panels', 60);
    const before = await tab.evaluate<string>(cellOf('Command types', 1));
    await tab.evaluate(`(() => {
      document.getElementById('from').value = '${to - 2 * 3_600_000}';
      document.querySelector('form.range button').click();
    })()`);
    await tab.until(`location.search.includes('from=${to - 2 * 3_600_000}')`, 'the address');
    await tab.until(
      `${drawn} && ${cellOf('Command types', 1)} !== ${JSON.stringify(before)}`,
      'other numbers',
      60,
    );
    const most = await tab.evaluate<string>(cellOf('Command types', 0));
    const [executions] = await recording.prometheus.api.query(
      `sum(increase(framework_command_executions_total{environment="production", command_type="${most}"}[2h]))`,
      recordedUntil,
    );
    assert.equal(
      Number.parseFloat(await tab.evaluate<string>(cellOf('Command types', 1))),
      Math.round(executions?.value ?? 0),
    );
  });

  test('the cross-hair stands at the same moment in every chart, and tells what the query answers', async () => {
    await tab.open(`${viewer.url}/d/operations-monitoring?${when(1)}`);
    await tab.until(drawn, 'all panels', 60);
    const box = await tab.evaluate<DOMRectLike>(
      `(({ x, y, width, height }) => ({ x, y, width, height }))(${panelCalled('Response time')}.querySelector('.chart').getBoundingClientRect())`,
    );
    await tab.point(box.x + box.width / 2, box.y + box.height / 2);
    await tab.until(`!document.getElementById('readout').hidden`, 'the readout');
    const hairs = await tab.evaluate<number>(`document.querySelectorAll('.hair:not([hidden])').length`);
    assert.ok(hairs > 5, `${hairs} charts show it`);
    const told = await tab.evaluate<readonly string[]>(
      `[...document.querySelectorAll('#readout div')].map((row) => row.innerText.replaceAll('\\n', ' '))`,
    );
    const at = Date.parse(`${told[0]?.trim().replace(' ', 'T')}Z`) / 1000;
    const expr = exprOf('operations-monitoring', 'Response time', 'p50').replaceAll(
      '$environment',
      'production',
    );
    const [p50] = await recording.prometheus.api.query(expr.replaceAll('$__rate_interval', '240s'), at);
    const row = told.find((one) => one.includes('p50'));
    assert.ok(p50 && row, told.join('; '));
    assert.ok(
      Math.abs(Number.parseFloat(row.replace(/.*p50/, '')) - p50.value * 1000) < 1,
      `${row} is ${p50.value}`,
    );
  });

  test('everything can be done with the keyboard', async () => {
    await tab.open(`${viewer.url}/d/executive-overview?${when(1)}`);
    await tab.until(drawn, 'all panels', 60);
    const reached = new Set<string>();
    for (let presses = 0; presses < 60; presses++) {
      await tab.key('Tab');
      reached.add(
        await tab.evaluate<string>(
          `document.activeElement.id || document.activeElement.className || document.activeElement.tagName`,
        ),
      );
    }
    for (const one of [
      'skip',
      'dashboards',
      'range',
      'refresh',
      'theme',
      'var-environment',
      'about',
      'chart',
      'name',
    ])
      assert.ok(reached.has(one), `${one} is not among ${[...reached].join(', ')}`);
    const panels = await tab.evaluate<number>(`document.querySelectorAll('.panel').length`);
    await tab.evaluate(`document.querySelector('.row button').focus()`);
    await tab.key('Enter');
    await tab.until(`document.querySelectorAll('.panel').length < ${panels}`, 'the row to close');
    assert.equal(await tab.evaluate(`document.activeElement.getAttribute('aria-expanded')`), 'false');
    await tab.evaluate(`document.querySelector('.chart').focus()`);
    await tab.key('ArrowRight');
    await tab.until(
      `/\\d{4}-\\d\\d-\\d\\d/.test(document.getElementById('spoken').textContent)`,
      'spoken values',
    );
  });

  test('a panel is shown alone by its address, and the light face is another one', async () => {
    const panel = boards
      .find(({ uid }) => uid === 'operations-monitoring')
      ?.panels.find(({ title }) => title === 'Response time');
    await tab.open(`${viewer.url}/d/operations-monitoring?viewPanel=${panel?.id}&${when(1)}`);
    await tab.until(drawn, 'the panel', 60);
    assert.equal(await tab.evaluate(`document.querySelectorAll('.panel').length`), 1);
    const before = await tab.evaluate(`getComputedStyle(document.querySelector('.panel')).backgroundColor`);
    await tab.evaluate(`document.getElementById('theme').click()`);
    const now = await tab.evaluate(`getComputedStyle(document.querySelector('.panel')).backgroundColor`);
    await tab.evaluate(`document.getElementById('theme').click()`);
    assert.notEqual(before, now);
  });
});

interface Seen {
  readonly panels: number;
  readonly empty: readonly string[];
  readonly errors: readonly string[];
  readonly blank: readonly string[];
}

interface DOMRectLike {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const seen = `(() => {
  const frames = [...document.querySelectorAll('.panel')];
  const titleOf = (frame) => frame.querySelector('h2').textContent;
  const isBlank = (canvas) => {
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    return !data.some((part, at) => at % 4 === 3 && part > 0);
  };
  return {
    panels: frames.length,
    empty: frames.filter((frame) => frame.querySelector('.message.quiet')).map(titleOf),
    errors: frames.filter((frame) => frame.querySelector('.message.error')).map((frame) => titleOf(frame) + ': ' + frame.querySelector('.message').textContent),
    blank: frames.filter((frame) => [...frame.querySelectorAll('canvas')].some(isBlank)).map(titleOf),
  };
})()`;

const panelCalled = (title: string): string =>
  `[...document.querySelectorAll('.panel')].find((one) => one.querySelector('h2').textContent === ${JSON.stringify(title)})`;
const cellOf = (title: string, column: number): string =>
  `${panelCalled(title)}.querySelectorAll('tbody td')[${column}].textContent`;
const textOf = (tab: Tab, title: string): Promise<string> =>
  tab.evaluate(`${panelCalled(title)}.querySelector('.body').textContent`);

function exprOf(uid: string, title: string, legend?: string): string {
  const panel = boards.find((board) => board.uid === uid)?.panels.find((one) => one.title === title);
  const target = panel?.targets?.find(({ legendFormat }) => legend === undefined || legendFormat === legend);
  assert.ok(target?.expr, `${uid} has a panel ${title}`);
  return target.expr;
}
