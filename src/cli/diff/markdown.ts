import type { Edit } from '../../review/edit.ts';
import type { ItemChange } from '../../review/outputs/item-change.ts';
import type { SeriesNews } from '../../review/outputs/series-news.ts';
import { shortened, shortenedPair } from '../../review/shorten.ts';
import { summary } from '../../review/summary.ts';
import { backtestText } from '../backtest/report.ts';
import { gist } from './gist.ts';
import { type DiffReport, hasChanges, type Pictured, replayedOver, unchanged } from './report.ts';
import { inSections, nounOf, tally } from './sections.ts';

/** Characters of a report that is posted: GitHub takes 65,536 in a comment, and what stands around the report needs some. */
export const longest = 60_000;
/** Edits of one thing that stand open; more are folded away, and of very many the rest is counted. */
const open = 6;
const most = 40;
/** Readers that are named. */
const named = 3;

/** How the report is written as Markdown. */
export interface MarkdownForm {
  /** Where the pictures are, from where the text is; without it none are shown. */
  readonly pictures?: string;
  /** What to type to see the whole, should it not fit. */
  readonly whole: string;
  readonly limit?: number;
}

/** The report as a comment of a pull request: cut between two things where it would be too long. */
export function diffMarkdown(report: DiffReport, { pictures, whole, limit = longest }: MarkdownForm): string {
  const { diff } = report;
  const head = [
    `### What changed from ${escaped(diff.before)} to ${escaped(diff.after)}\n\n`,
    `${headline(report)}\n`,
  ];
  const blocks = [
    ...inSections(diff.changes).flatMap(({ title, changes }) => [
      `\n#### ${title}\n\n`,
      ...(title === 'Pages'
        ? [pagesText(changes)]
        : changes.map((change) => itemText(change, pictures, report.pictures))),
    ]),
    ...(diff.series.length > 0 ? ['\n#### Unused and undefined\n\n', ...diff.series.map(newsText)] : []),
    ...backtestBlocks(report),
    ...diff.notes.map((note, at) => `${at === 0 ? '\n' : ''}- note: ${escaped(note)}\n`),
  ];
  return fitted(head, blocks, whole, limit);
}

/** In one line, how much of what changed. */
export function headline(report: DiffReport): string {
  const { diff } = report;
  if (!hasChanges(report))
    return diff.files.length === 0
      ? 'Nothing changed.'
      : `Nothing changed in meaning; ${diff.files.length === 1 ? '1 file is' : `${diff.files.length} files are`} written differently.`;
  const news = (became: string) => diff.series.filter((one) => one.became === became).length;
  return `${[
    tally(diff.changes),
    ...(['unused', 'undefined'] as const).flatMap((became) =>
      news(became) > 0 ? [`${news(became)} became ${became}`] : [],
    ),
  ]
    .filter(Boolean)
    .join('; ')}.`;
}

function fitted(head: readonly string[], blocks: readonly string[], whole: string, limit: number): string {
  const all = [...head, ...blocks].join('');
  if (all.length <= limit) return all;
  const kept = [...head];
  const end = (left: number) =>
    `\nThis is not all: ${left} more ${left === 1 ? 'piece does' : 'pieces do'} not fit. The whole: \`${whole}\`.\n`;
  let length = head.join('').length + end(blocks.length).length;
  let at = 0;
  for (; at < blocks.length; at++) {
    const block = blocks[at] as string;
    if (length + block.length > limit) break;
    kept.push(block);
    length += block.length;
  }
  // A heading with nothing under it.
  if (kept.at(-1)?.startsWith('\n####')) kept.pop();
  return kept.join('') + end(blocks.length - at);
}

function itemText(change: ItemChange, pictures: string | undefined, drawn: readonly Pictured[]): string {
  const { name, edits, also } = change;
  const noun = nounOf(change.kind) && `${nounOf(change.kind)} `;
  const about = gist(change);
  const told =
    edits.length > 0
      ? `: ${escaped(summary(edits))}`
      : about && change.change !== 'changed'
        ? `: ${about.isCode ? inCode(shortened(about.text)) : escaped(about.text)}`
        : '';
  const title = `${noun}**${escaped(name)}** ${change.change}${also ? `, in ${also} too` : ''}${told}`;
  const lines = edits.slice(0, most).map((edit) => `- ${editText(edit)}`);
  if (edits.length > most) lines.push(`- and ${edits.length - most} more`);
  const of = pictures === undefined ? undefined : drawn.find((one) => isOf(one, change));
  if (of) lines.push('', ...pictureLines(of, pictures as string));
  if (lines.length > open || of)
    return `<details><summary>${inHtml(title)}</summary>\n\n${lines.join('\n')}\n\n</details>\n\n`;
  return `- ${title}\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

/** Pages follow from definitions: which they are is enough. */
function pagesText(changes: readonly ItemChange[]): string {
  const paths = changes.map(
    ({ path, change }) => `${inCode(path)}${change === 'changed' ? '' : ` (${change})`}`,
  );
  const rest = paths.length > open ? ` and ${paths.length - open} more` : '';
  return `- ${paths.slice(0, open).join(', ')}${rest}\n`;
}

/** Whether a picture is of a dashboard that changed. */
export const isOf = ({ uid }: Pictured, { kind, path }: ItemChange): boolean =>
  kind === 'dashboard' && path.endsWith(`/${uid}.json`);

function pictureLines({ uid, before, after }: Pictured, folder: string): readonly string[] {
  const sides = [before && ['before', before], after && ['after', after]].filter(
    (one) => one !== undefined,
  ) as [string, { note?: string }][];
  return [
    `| ${sides.map(([side]) => side).join(' | ')} |`,
    `| ${sides.map(() => '---').join(' | ')} |`,
    `| ${sides.map(([side]) => `![${side}](${folder}/${uid}.${side}.png)`).join(' | ')} |`,
    ...sides.flatMap(([side, { note }]) => (note ? ['', `${side}: ${escaped(note)}`] : [])),
  ];
}

/** `panel Error share › query A: expression changed from … to …`. */
export function editText({ at, what, change, before, after }: Edit): string {
  const place = at.length > 0 ? `${escaped(at.join(' › '))}: ` : '';
  const put = change === 'moved' ? escaped : inCode;
  const said = `${place}${escaped(what)} ${change}`;
  if (before !== undefined && after !== undefined) {
    const [was, is] = shortenedPair(before, after);
    return `${said} from ${put(was)} to ${put(is)}`;
  }
  if (before !== undefined) return `${said}, was ${put(shortened(before))}`;
  if (after === undefined) return said;
  return what === 'layout' ? `${said}: ${escaped(after)}` : `${said}: ${put(shortened(after))}`;
}

function newsText({ became, series, label, readers }: SeriesNews): string {
  const rest = readers.length > named ? ` and ${readers.length - named} more` : '';
  const who = `${readers.slice(0, named).map(escaped).join(', ')}${rest}`;
  const what = label === undefined ? inCode(series) : `label ${inCode(label)} of ${inCode(series)}`;
  return became === 'unused'
    ? `- ${what} became unused: no dashboard and no rule reads it any more; ${who} did\n`
    : `- ${what} is undefined: it is not declared, and ${who} ${readers.length > 1 ? 'read' : 'reads'} it\n`;
}

function backtestBlocks({ backtests }: DiffReport): readonly string[] {
  if (backtests.length === 0) return [];
  const { still, silent } = unchanged(backtests);
  return [
    '\n#### When they would have fired\n\n',
    ...backtests
      .filter(({ isSame, result }) => !isSame && result)
      .map(({ alert, result }) =>
        result
          ? `<details><summary><b>${inHtml(alert)}</b>: the versions differ</summary>\n\n\`\`\`\n${backtestText(result).trim()}\n\`\`\`\n\n</details>\n\n`
          : '',
      ),
    ...(still.length > 0 ? [`- at the same times as before: ${still.join(', ')}\n`] : []),
    ...(silent.length > 0
      ? [`- never, in either version${replayedOver(backtests)}: ${silent.join(', ')}\n`]
      : []),
    ...backtests.flatMap(({ alert, note }) =>
      note ? [`- ${alert} was not replayed: ${escaped(note)}\n`] : [],
    ),
  ];
}

/** Text of definitions must not become markup; an underscore inside of a word is none. */
const escaped = (text: string): string =>
  text.replaceAll(/[\\`*[\]<>|#]|(?<!\w)_|_(?!\w)/g, '\\$&').trimStart();

/** As code, whatever is in it. */
function inCode(text: string): string {
  const line = text.replaceAll(/\s*\n\s*/g, ' ');
  const ticks = '`'.repeat(Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  return ticks.length > 1 ? `${ticks} ${line} ${ticks}` : `${ticks}${line}${ticks}`;
}

/** Markdown inside of a tag: GitHub reads none in a summary. */
function inHtml(markdown: string): string {
  const signs = (text: string): string => text.replaceAll(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return markdown
    .split(/(?<!\\)(`+)(.*?)(?<!`)\1(?!`)/)
    .map((part, at) => {
      if (at % 3 === 1) return '';
      if (at % 3 === 2) return `<code>${signs(part.trim())}</code>`;
      return signs(
        part.replaceAll(/\\([\\`*_[\]<>|#])/g, '$1').replaceAll(/\*\*(.+?)\*\*/g, '\u0001$1\u0002'),
      )
        .replaceAll('\u0001', '<b>')
        .replaceAll('\u0002', '</b>');
    })
    .join('');
}
