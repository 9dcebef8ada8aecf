import type { Replay } from '../../engine/backtest.ts';
import type { Firing } from '../../engine/firings.ts';
import { formatValue } from '../format-value.ts';
import { textTable } from '../table.ts';

/** One version of the alert, replayed. */
export interface Replayed {
  /** `before` or `after`. */
  readonly which: string;
  /** Where it comes from: `main (3f2a91c)`. */
  readonly revision: string;
  readonly replays: readonly Replay[];
}

/** What a backtest found out. */
export interface BacktestResult {
  readonly alert: string;
  readonly data: string;
  readonly from: number;
  readonly to: number;
  readonly notes: readonly string[];
  readonly versions: readonly Replayed[];
}

/** A table of all versions and waits, then each firing with a picture of when it was. */
export function backtestText(result: BacktestResult): string {
  const { alert, data, from, to, notes, versions } = result;
  const rows = versions.flatMap(({ which, revision, replays }) =>
    replays.map((replay) => [
      which,
      revision,
      waitOf(replay),
      replay.firings.length,
      replay.firings.length > 0 ? length(replay.total) : '',
      replay.firings.length > 0 ? length(replay.longest) : '',
    ]),
  );
  return [
    `${alert}, ${data}: ${clock(from)} to ${clock(to)} UTC`,
    '',
    textTable(['version', 'from', 'for', 'firings', 'time in all', 'longest'], rows),
    '',
    ...notes.map((note) => `note: ${note}`),
    ...(notes.length > 0 ? [''] : []),
    ...listed(versions).flatMap(({ title, replay }) => details(title, replay, from, to)),
    same(versions),
  ].join('\n');
}

/** What is listed in detail: what both versions say with the same wait is said once. */
function listed(
  versions: readonly Replayed[],
): readonly { readonly title: string; readonly replay: Replay }[] {
  const [one, other] = versions;
  return versions.flatMap((version) =>
    version.replays.flatMap((replay, index) => {
      const twin = (version === one ? other : one)?.replays[index];
      const isTwin = twin !== undefined && JSON.stringify(twin) === JSON.stringify(replay);
      if (isTwin && version === other) return [];
      return [{ title: `${isTwin ? 'before and after' : version.which}, for ${waitOf(replay)}`, replay }];
    }),
  );
}

const waitOf = (replay: Replay): string =>
  replay.for === undefined ? 'its own' : replay.for === 0 ? 'at once' : length(replay.for);

/** Firings listed by version; of more the table above says enough. */
const most = 20;

function details(title: string, { firings }: Replay, from: number, to: number): readonly string[] {
  if (firings.length === 0) return [];
  const rows = firings.slice(0, most).map(({ start, end, open, labels }) => [
    clock(start),
    open ? 'still firing' : clock(end),
    length(end - start),
    Object.entries(labels)
      .map(([label, value]) => `${label}="${value}"`)
      .join(' '),
  ]);
  const rest = firings.length > most ? [`and ${firings.length - most} more; --json lists them all`] : [];
  return [
    title,
    `|${picture(firings, from, to)}|`,
    textTable(['begins', 'ends', 'lasts', 'labels'], rows, 90),
    ...rest,
    '',
  ];
}

/** Characters of the picture. */
const width = 72;

/** When something fired, from the first moment to the last. What is shorter than a character is seen all the same. */
export function picture(firings: readonly Firing[], from: number, to: number): string {
  const scale = (to - from) / width || 1;
  return Array.from({ length: width }, (_, at) => {
    const [begin, end] = [from + at * scale, from + (at + 1) * scale];
    return firings.some((one) => one.start < end && (one.end > begin || one.start >= begin)) ? '█' : '·';
  }).join('');
}

function same([one, other]: readonly Replayed[]): string {
  if (!one || !other) return '';
  return isSame(one, other) ? 'Both versions fire at the same times.\n' : 'The versions differ.\n';
}

/** Whether two versions fire at the same times, under the same labels. */
export const isSame = (one: Replayed, other: Replayed): boolean =>
  JSON.stringify(one.replays.map(({ firings }) => firings)) ===
  JSON.stringify(other.replays.map(({ firings }) => firings));

const clock = (at: number): string => new Date(at * 1000).toISOString().slice(0, 19).replace('T', ' ');

const length = (seconds: number): string => formatValue(seconds, 'seconds');
