import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { kibanaContent } from '../../kibana/index.ts';
import { picture } from '../../src/compile/kibana/picture.ts';
import { lengthOf, paragraph, text } from '../../src/compile/kibana/svg.ts';
import { everything } from '../support/kibana-specimen.ts';

const all = [everything, ...kibanaContent.dashboards];

describe('a text keeps to its room', () => {
  test('what is too long ends in an ellipsis', () =>
    assert.match(text(0, 0, 'recommended_actions', { size: 9, width: 60 }), />recomm.*…</));
  test('what fits stays as it is', () =>
    assert.match(text(0, 0, 'level', { size: 9, width: 60 }), />level</));
  test('words flow, and the last line is cut', () => {
    const lines = paragraph(0, 0, 'one two three four five six', { size: 10, width: 50, lines: 2 });
    assert.equal(lines.split('<text').length - 1, 2);
    assert.match(lines, /…/);
  });
  test('signs of the language of drawings are written out', () =>
    assert.match(text(0, 0, '<a & "b">', { size: 9, width: 200 }), />&lt;a &amp; &quot;b&quot;&gt;</));
  test('a longer text is longer', () => assert.ok(lengthOf('mm', 10) > lengthOf('ii', 10)));
});

for (const dashboard of all)
  test(`${dashboard.id} is drawn with every panel in its place, the same each time`, () => {
    const drawn = picture(dashboard);
    assert.equal(drawn, picture(dashboard));
    const headings = dashboard.panels.filter(({ panel }) => panel.type === 'prose' && panel.isHeading).length;
    assert.equal(drawn.split('<svg').length - 2, dashboard.panels.length - headings);
    assert.doesNotMatch(drawn, /NaN|undefined|Infinity/);
  });

const browser = spawnSync('chromium', ['--version']).status === 0;

// The browser says how wide a text really is: the drawing only guesses.
test('in a browser no text leaves its panel', {
  skip: browser ? false : 'there is no chromium',
  timeout: 120_000,
}, () => {
  const folder = mkdtempSync(join(tmpdir(), 'kibana-picture-'));
  try {
    const page = join(folder, 'page.html');
    const script = `
      const texts = [...document.querySelectorAll('text')];
      const outside = texts.filter((text) => {
        const panel = text.closest('svg').querySelector('.card, .page').getBoundingClientRect();
        const own = text.getBoundingClientRect();
        return own.left < panel.left - 1 || own.right > panel.right + 1 || own.bottom > panel.bottom + 1;
      });
      const told = JSON.stringify([texts.length, outside.map((text) => text.textContent)]);
      document.body.textContent = 'FOUND' + told + 'END';`;
    const drawings = all.map(picture).join('');
    writeFileSync(page, `<!doctype html><meta charset="utf-8"><body>${drawings}<script>${script}</script>`);
    const { stdout } = spawnSync(
      'chromium',
      [
        '--headless=new',
        '--no-sandbox',
        '--disable-gpu',
        `--user-data-dir=${join(folder, 'profile')}`,
        '--dump-dom',
        pathToFileURL(page).href,
      ],
      { encoding: 'utf8', timeout: 100_000 },
    );
    const [texts, outside] = JSON.parse(/FOUND(.*)END/.exec(stdout)?.[1] ?? '[0]') as [number, string[]];
    assert.ok(texts > 300, `${texts} texts were measured`);
    assert.deepEqual(outside, []);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
