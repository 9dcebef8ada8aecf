import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { BacktestResult } from '../../src/cli/backtest/report.ts';
import { diffHtml } from '../../src/cli/diff/html.ts';
import { diffMarkdown } from '../../src/cli/diff/markdown.ts';
import type { DiffReport } from '../../src/cli/diff/report.ts';
import { diffOutputs } from '../../src/review/outputs/diff-outputs.ts';
import { compiled, Edited, type Loose, revision } from '../review/outputs/edited.ts';
import { type Browser, startBrowser, type Tab, withoutBrowser } from '../support/browser.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sightline-page-'));

/** A report with everything in it: long queries, markup in titles, pictures, an alert that fires at other times. */
function report(): DiffReport {
  const of = new Edited();
  of.panel('user-experience', 'Health', (panel) => {
    panel.title = '<script>alert(1)</script> & `code` *stars*';
    panel.targets[0].expr = `min(${Array.from({ length: 12 }, (_, at) => `framework_health_status{component="part-${at}"}`).join(' or ')})`;
  });
  of.dashboard('user-experience', (board) => {
    board.panels = board.panels.filter(
      (one: Loose) => one.title !== 'Features' && one.title !== 'Features unavailable',
    );
  });
  of.rules('sessions', '> 0.1\n', '> 0.05\n');
  of.texts.delete('grafana-provisioning/dashboards/service-levels.json');
  of.replace(
    'generated/logstash/framework-pipeline.conf',
    '"level", "^WARNING$", "WARN",',
    '"level", "^WARNING$", "INFO",',
  );
  const diff = diffOutputs(revision('main (3f2a91c)', compiled), revision('the files now', of.texts));
  const picture = (name: string) => {
    const png = readFileSync(join(root, `docs/pictures/${name}.png`));
    return { dark: png, light: png };
  };
  const from = Date.UTC(2026, 2, 9, 15, 30) / 1000;
  const firing = (start: number, minutes: number) => ({
    labels: { environment: 'production' },
    start: from + start * 3600,
    end: from + start * 3600 + minutes * 60,
    open: false,
  });
  const version = (which: string, firings: readonly ReturnType<typeof firing>[]) => ({
    which,
    revision: which === 'before' ? 'main (3f2a91c)' : 'the files now',
    replays: [{ for: 300, firings, total: 60 * 45, longest: 60 * 45 }],
  });
  const result: BacktestResult = {
    alert: 'FrameworkSessionFailureRateHigh',
    data: '24 h of the simulator',
    from,
    to: from + 86_400,
    notes: [],
    versions: [version('before', []), version('after', [firing(2, 45), firing(20.5, 12)])],
  };
  return {
    diff,
    backtests: [
      { alert: result.alert, result, isSame: false },
      { alert: 'Watchdog', isSame: false, note: 'it reads no series, so there is nothing to replay' },
    ],
    pictures: [
      {
        uid: 'user-experience',
        title: 'User experience',
        before: picture('user-experience'),
        after: {
          ...picture('user-experience'),
          note: 'The recording has no framework_new_total: what reads them is empty here.',
        },
      },
      { uid: 'service-levels', title: 'Service levels', before: picture('service-levels') },
    ],
  };
}

describe('the page of a diff', { skip: withoutBrowser }, () => {
  let browser: Browser;
  let tab: Tab;
  const html = diffHtml(report());
  const file = join(folder, 'report.html');
  before(async () => {
    writeFileSync(file, html);
    browser = await startBrowser();
    tab = await browser.tab(1440, 1000);
    await tab.open(pathToFileURL(file).href);
  });
  after(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  test('needs nothing but itself', async () => {
    assert.deepEqual(tab.complaints, []);
    assert.deepEqual(
      await tab.evaluate(
        "performance.getEntriesByType('resource').filter((one) => !one.name.startsWith('data:')).length",
      ),
      0,
    );
    assert.doesNotMatch(html, /<script|<link|@import|url\(/);
    // Names of definitions stay text.
    assert.equal(await tab.evaluate("document.querySelectorAll('script').length"), 0);
    assert.ok(
      await tab.evaluate("document.body.innerText.includes('<script>alert(1)</script> & `code` *stars*')"),
    );
  });

  test('says what changed, under its headings', async () => {
    assert.deepEqual(
      await tab.evaluate("[...document.querySelectorAll('h2')].map((one) => one.textContent)"),
      ['Dashboards', 'Alerts', 'Logs', 'Unused and undefined', 'When they would have fired'],
    );
    assert.equal(await tab.evaluate("document.querySelectorAll('nav a').length"), 5);
    assert.equal(await tab.evaluate("document.querySelector('pre.is mark') !== null"), true);
  });

  test('shows pictures side by side, and as wide as the page on a click', async () => {
    await tab.until(
      '[...document.images].every((one) => one.complete && one.naturalWidth > 1000)',
      'the pictures',
    );
    const boxes = (): Promise<readonly { x: number; y: number; width: number }[]> =>
      tab.evaluate(
        "[...document.querySelectorAll('.count-2 img')].map((one) => { const { x, y, width } = one.getBoundingClientRect(); return { x, y, width }; })",
      );
    const [left, right] = await boxes();
    assert.ok(left && right && left.y === right.y && left.x + left.width <= right.x, 'side by side');
    await tab.evaluate("document.querySelector('.count-2 label').click()");
    const [above, below] = await boxes();
    assert.ok(above && below && above.width > 1.9 * left.width && below.y > above.y, 'one below the other');
    await tab.evaluate("document.querySelector('.count-2 label').click()");
  });

  test('nothing is wider than the screen, and no text lies over another', async () => {
    await tab.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })");
    for (const width of [1440, 1000, 700, 390]) {
      await tab.resize(width, 900);
      assert.equal(await tab.evaluate('document.documentElement.scrollWidth'), width);
      const overlapping = await tab.evaluate(`(() => {
        const leaves = [...document.querySelectorAll('p, h1, h2, h3, pre, figcaption, img, th, td, nav a, summary')].filter((one) => one.offsetParent && ![...one.children].some((child) => /^(P|PRE|IMG|DIV)$/.test(child.tagName)));
        const boxes = leaves.map((one) => ({ one, box: one.getBoundingClientRect() })).filter(({ box }) => box.width > 0 && box.height > 0);
        return boxes.flatMap(({ one, box }, at) => boxes.slice(at + 1).filter(({ one: other, box: next }) => !one.contains(other) && !other.contains(one) && box.left < next.right - 1 && next.left < box.right - 1 && box.top < next.bottom - 1 && next.top < box.bottom - 1).map(({ one: other }) => one.textContent.slice(0, 40) + ' | ' + other.textContent.slice(0, 40)));
      })()`);
      assert.deepEqual(overlapping, [], `${width} pixels wide`);
    }
    await tab.resize(1440, 1000);
  });

  test('draws each firing at its time', async () => {
    const bars = await tab.evaluate<readonly string[]>(
      "[...document.querySelectorAll('.time.after i')].map((one) => one.style.left)",
    );
    assert.deepEqual(bars, ['8.333%', '85.417%']);
    assert.equal(await tab.evaluate("document.querySelectorAll('.time.before i').length"), 0);
  });
});

describe('the Markdown of the same', () => {
  test('shows the pictures that lie beside it', () => {
    const text = diffMarkdown(report(), { whole: 'report.html', pictures: 'pictures' });
    assert.ok(
      text.includes(
        '| before | after |\n| --- | --- |\n| ![before](pictures/user-experience.before.png) | ![after](pictures/user-experience.after.png) |',
      ),
      text,
    );
    assert.ok(text.includes('after: The recording has no framework_new_total'), text);
    // What is folded away has HTML in its summary, with the title as text.
    assert.match(text, /<details><summary><b>User experience<\/b> changed: /);
    assert.ok(text.includes(String.raw`panel \<script\>alert(1)\</script\> & \`code\` \*stars\*`), text);
    assert.match(text, /\n```\nFrameworkSessionFailureRateHigh, 24 h of the simulator[\s\S]*█[\s\S]*\n```\n/);
    assert.ok(text.includes('- Watchdog was not replayed: it reads no series'));
  });

  test('has no table of pictures where there is none, as in a comment', () => {
    const text = diffMarkdown(report(), { whole: 'report.html' });
    assert.doesNotMatch(text, /!\[|\| before|The recording has no/);
    assert.match(text, /User experience/);
  });

  test('fits into a comment, and says where the rest is', () => {
    const of = new Edited();
    for (const path of compiled.keys())
      if (/dashboards\/.*\.json$/.test(path))
        of.json(path, (board) => {
          for (const panel of board.panels) {
            panel.description = `Once more: ${panel.description}`;
            panel.transparent = true;
          }
        });
    const diff = diffOutputs(revision('a', compiled), revision('b', of.texts));
    const form = (limit: number) =>
      diffMarkdown({ diff, backtests: [], pictures: [] }, { whole: 'x.html', limit });
    const whole = form(Number.POSITIVE_INFINITY);
    assert.ok(whole.length > 20_000);
    for (const limit of [2_000, 9_000, 20_000]) {
      const text = form(limit);
      assert.ok(text.length <= limit, `${text.length} characters of ${limit}`);
      assert.match(text, /\nThis is not all: \d+ more pieces? do(es)? not fit\. The whole: `x\.html`\.\n$/);
      assert.equal(text.split('<details>').length, text.split('</details>').length);
    }
    assert.equal(form(whole.length), whole);
  });
});
