import type { Firing } from '../../engine/firings.ts';
import { formatValue } from '../format-value.ts';
import { escaped } from './html-text.ts';
import { type Replayed, replayedOver, unchanged } from './report.ts';

/** Firings listed of a version; of more the line above says enough. */
const most = 12;

/** When alerts would have fired, as lines of time; those that fire as before are named. */
export function backtestHtml(backtests: readonly Replayed[]): string {
  const differing = backtests.filter(({ isSame, result }) => !isSame && result);
  const { still, silent } = unchanged(backtests);
  const listed = (what: string, alerts: readonly string[]): readonly string[] =>
    alerts.length > 0
      ? [
          `<article><p>${what}: ${alerts.map((alert) => `<b>${escaped(alert)}</b>`).join(', ')}.</p></article>`,
        ]
      : [];
  return [
    ...differing.map(oneHtml),
    ...listed('At the same times as before', still),
    ...listed(`Never, in either version${replayedOver(backtests)}`, silent),
    ...backtests.flatMap(({ alert, note }) =>
      note ? [`<article><p><b>${escaped(alert)}</b> was not replayed: ${escaped(note)}</p></article>`] : [],
    ),
  ].join('\n');
}

function oneHtml({ alert, result }: Replayed): string {
  if (!result) return '';
  const { data, from, to, versions, notes } = result;
  const rows = versions.map(({ which, revision, replays }) => {
    const firings = replays.flatMap((replay) => replay.firings);
    const total = replays[0]?.total ?? 0;
    const count =
      firings.length === 0
        ? 'does not fire'
        : `${firings.length === 1 ? 'once' : `${firings.length} times`}, ${length(total)} in all`;
    return `<tr><th>${escaped(which)}<small>${escaped(revision)}</small></th><td><div class="time ${escaped(which)}">${firings.map((one) => bar(one, from, to)).join('')}</div></td><td class="count">${count}</td></tr>`;
  });
  const lists = versions
    .map(({ which, replays }) =>
      listHtml(
        which,
        replays.flatMap((replay) => replay.firings),
      ),
    )
    .join('');
  return `<article>
<h3><span class="badge changed">differs</span> ${escaped(alert)} <small>alert</small></h3>
<p class="path">${escaped(data)}: ${clock(from)} to ${clock(to)} UTC</p>
<table class="firings"><tbody>${rows.join('')}</tbody></table>
${notes.map((note) => `<p class="note">${escaped(note)}</p>`).join('')}
${lists ? `<details><summary>each time</summary><table class="list"><thead><tr><th>version</th><th>begins</th><th>ends</th><th>lasts</th><th>labels</th></tr></thead><tbody>${lists}</tbody></table></details>` : ''}
</article>`;
}

function bar({ start, end, labels }: Firing, from: number, to: number): string {
  const share = (seconds: number): string => `${Number(((100 * seconds) / (to - from || 1)).toFixed(3))}%`;
  const title = `${clock(start)} to ${clock(end)}, ${length(end - start)} ${words(labels)}`;
  return `<i style="left:${share(start - from)};width:${share(end - start)}" title="${escaped(title)}"></i>`;
}

function listHtml(which: string, firings: readonly Firing[]): string {
  const rows = firings
    .slice(0, most)
    .map(
      ({ start, end, open, labels }) =>
        `<tr><td>${escaped(which)}</td><td>${clock(start)}</td><td>${open ? 'still firing' : clock(end)}</td><td>${length(end - start)}</td><td>${escaped(words(labels))}</td></tr>`,
    );
  if (firings.length > most)
    rows.push(`<tr><td>${escaped(which)}</td><td colspan="4">and ${firings.length - most} more</td></tr>`);
  return rows.join('');
}

const words = (labels: Firing['labels']): string =>
  Object.entries(labels)
    .map(([label, value]) => `${label}="${value}"`)
    .join(' ');
const clock = (at: number): string => new Date(at * 1000).toISOString().slice(0, 19).replace('T', ' ');
const length = (seconds: number): string => formatValue(seconds, 'seconds');
