import type { Edit } from '../../review/edit.ts';
import { type Marked, marked } from '../../review/marked.ts';
import type { ItemChange } from '../../review/outputs/item-change.ts';
import type { SeriesNews } from '../../review/outputs/series-news.ts';
import { summary } from '../../review/summary.ts';
import { gist } from './gist.ts';
import { backtestHtml } from './html-backtest.ts';
import { style } from './html-style.ts';
import { escaped } from './html-text.ts';
import { headline, isOf } from './markdown.ts';
import type { DiffReport, Picture, Pictured } from './report.ts';
import { inSections, nounOf } from './sections.ts';

/** The report as one page that needs nothing but itself: style and pictures stand in it, and there is no script. */
export function diffHtml(report: DiffReport): string {
  const { diff, backtests, pictures } = report;
  const sections = inSections(diff.changes).map(({ title, changes }) => ({
    title,
    count: changes.length,
    body:
      title === 'Pages'
        ? pagesHtml(changes)
        : changes
            .map((change) =>
              itemHtml(
                change,
                pictures.find((one) => isOf(one, change)),
              ),
            )
            .join('\n'),
  }));
  if (diff.series.length > 0)
    sections.push({
      title: 'Unused and undefined',
      count: diff.series.length,
      body: `<article><ul class="edits">${diff.series.map(newsHtml).join('')}</ul></article>`,
    });
  if (backtests.length > 0)
    sections.push({
      title: 'When they would have fired',
      count: backtests.length,
      body: backtestHtml(backtests),
    });
  const { notes } = diff;
  const links = sections.map(
    ({ title, count }) => `<a href="#${anchor(title)}">${escaped(title)} <span>${count}</span></a>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="dark light">
<title>What changed from ${escaped(diff.before)} to ${escaped(diff.after)}</title>
<style>${style}</style>
</head>
<body>
<header>
<p class="from"><code>${escaped(diff.before)}</code> → <code>${escaped(diff.after)}</code></p>
<h1>What changed</h1>
<p class="headline">${escaped(headline(report))}</p>
${links.length > 1 ? `<nav>${links.join('')}</nav>` : ''}
</header>
<main>
${sections.map(({ title, body }) => `<section id="${anchor(title)}"><h2>${escaped(title)}</h2>\n${body}\n</section>`).join('\n')}
${notes.length > 0 ? `<section class="notes">${notes.map((note) => `<p>${escaped(note)}</p>`).join('')}</section>` : ''}
</main>
</body>
</html>
`;
}

const anchor = (title: string): string => title.toLowerCase().replaceAll(/[^a-z]+/g, '-');

function itemHtml(change: ItemChange, picture: Pictured | undefined): string {
  const { kind, name, path, edits, also } = change;
  const about = gist(change);
  const aside =
    edits.length > 0 ? escaped(summary(edits)) : about && !about.isCode ? escaped(about.text) : '';
  const code = edits.length === 0 && about?.isCode ? `<pre>${escaped(about.text)}</pre>` : '';
  return `<article>
<h3><span class="badge ${change.change}">${change.change}</span> ${escaped(name)} <small>${escaped(nounOf(kind))}${also ? `, in ${escaped(also)} too` : ''}</small></h3>
<p class="path">${escaped(path)}${aside ? ` · ${aside}` : ''}</p>
${edits.length > 0 ? `<ul class="edits">${edits.map(editHtml).join('')}</ul>` : code}
${picture ? pictureHtml(picture) : ''}
</article>`;
}

const pagesHtml = (changes: readonly ItemChange[]): string =>
  `<article><ul class="edits">${changes
    .map(
      ({ change, path }) => `<li><p><span class="badge ${change}">${change}</span> ${escaped(path)}</p></li>`,
    )
    .join('')}</ul></article>`;

/** Texts up to this length stand in the line. */
const short = 48;

function editHtml({ at, what, change, before, after }: Edit): string {
  const place = at.map((one) => `<span>${escaped(one)}</span>`).join(' › ');
  const said = `<p>${place ? `<span class="at">${place}</span> ` : ''}<b>${escaped(what)}</b> ${change}`;
  if (change === 'moved')
    return `<li>${said} from ${escaped(before ?? '')} to ${escaped(after ?? '')}</p></li>`;
  if (before !== undefined && after !== undefined) {
    const [was, is] = marked(before, after);
    return Math.max(before.length, after.length) <= short
      ? `<li>${said} <code class="was">${escaped(before)}</code> <i>→</i> <code class="is">${escaped(after)}</code></p></li>`
      : `<li>${said}</p><pre class="was">${pieces(was)}</pre><pre class="is">${pieces(is)}</pre></li>`;
  }
  const value = before ?? after;
  if (value === undefined) return `<li>${said}</p></li>`;
  if (what === 'layout') return `<li>${said}: ${escaped(value)}</p></li>`;
  const side = before === undefined ? 'is' : 'was';
  return value.length <= short
    ? `<li>${said} <code class="${side}">${escaped(value)}</code></p></li>`
    : `<li>${said}</p><pre class="${side}">${escaped(value)}</pre></li>`;
}

const pieces = (of: readonly Marked[]): string =>
  of.map(({ text, isOther }) => (isOther ? `<mark>${escaped(text)}</mark>` : escaped(text))).join('');

function pictureHtml({ title, before, after }: Pictured): string {
  const sides = [
    ['before', before],
    ['after', after],
  ] as const;
  const shown = sides.flatMap(([side, picture]) => (picture ? [figureHtml(title, side, picture)] : []));
  return `<div class="pictures count-${shown.length}">${shown.join('')}</div>`;
}

/** A picture is half as wide as the page, and as wide as it on a click: what is checked is shown so. */
function figureHtml(title: string, side: string, { dark, light, note }: Picture): string {
  const data = (png: Buffer): string => `data:image/png;base64,${png.toString('base64')}`;
  const other = light.equals(dark)
    ? ''
    : `<source media="(prefers-color-scheme: light)" srcset="${data(light)}">`;
  return `<figure class="${side}"><figcaption>${side}</figcaption><label title="as wide as the page"><input type="checkbox" aria-label="${escaped(title)}, ${side}, as wide as the page"><picture>${other}<img src="${data(dark)}" alt="${escaped(title)}, ${side}"></picture></label>${note ? `<p class="note">${escaped(note)}</p>` : ''}</figure>`;
}

function newsHtml({ became, series, label, readers }: SeriesNews): string {
  const what = `${label === undefined ? '' : `label <code>${escaped(label)}</code> of `}<code>${escaped(series)}</code>`;
  const who = readers.map((reader) => `<span>${escaped(reader)}</span>`).join(', ');
  const said =
    became === 'unused'
      ? 'no dashboard and no rule reads it any more; until now:'
      : 'it is not declared, and read by';
  return `<li><p><span class="badge ${became}">${became}</span> ${what}</p><p class="path">${said} ${who}</p></li>`;
}
