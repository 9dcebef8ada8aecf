import type { Declarations } from './declared.ts';
import type { Read } from './reads.ts';

/** A metric, a recorded series or a label of one of them that nobody reads any more, or that is read and not declared. */
export interface SeriesNews {
  readonly became: 'unused' | 'undefined';
  readonly series: string;
  /** Where it is a label of the series that did. */
  readonly label?: string;
  /** Who read it before, or reads it now. */
  readonly readers: readonly string[];
}

/** What two revisions read and declare. */
export interface Readings {
  /** Of what differs between them. */
  readonly before: readonly Read[];
  readonly after: readonly Read[];
  readonly declaredBefore: Declarations | undefined;
  readonly declaredAfter: Declarations | undefined;
  /** Who reads some of these series among all that stayed as it was. */
  readonly elsewhere: (series: ReadonlySet<string>) => readonly Read[];
}

/** What became unused or undefined between two revisions. Of one that does not say what it declares, less is known. */
export function seriesNews(of: Readings): readonly SeriesNews[] {
  const { declaredBefore: was, declaredAfter: is } = of;
  if (!is) return [];
  const suspects = lost(of.before, of.after);
  for (const { name, labels } of was?.all.values() ?? []) {
    const now = is.all.get(name);
    if (!now || [...labels].some((label) => !now.labels.has(label)))
      for (const ending of ['', '_bucket', '_sum', '_count']) suspects.add(`${name}${ending}`);
  }
  const reads = [...of.after, ...of.elsewhere(suspects)];
  const named = (read: Read): string => (is.of(read.series) ?? was?.of(read.series))?.name ?? read.series;
  const [now, then] = [readersBy(reads, named), readersBy(of.before, named)];
  return [...unused(then, now, is), ...undeclared(now, then, was, is)].toSorted((one, other) =>
    key(one) < key(other) ? -1 : 1,
  );
}

/** Series that are read no more, or by fewer labels, in what differs: only these can have become unused. */
function lost(before: readonly Read[], after: readonly Read[]): Set<string> {
  const kept = new Set(
    after.flatMap(({ series, labels }) => [series, ...[...labels].map((one) => `${series} ${one}`)]),
  );
  return new Set(
    before
      .filter(
        ({ series, labels }) => !kept.has(series) || [...labels].some((one) => !kept.has(`${series} ${one}`)),
      )
      .map(({ series }) => series),
  );
}

const key = ({ became, series, label = '' }: SeriesNews): string => `${became} ${series} ${label}`;

/** Readers by series, and by label of a series. */
interface Readers {
  readonly series: ReadonlyMap<string, ReadonlySet<string>>;
  readonly labels: ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>;
}

function readersBy(reads: readonly Read[], named: (read: Read) => string): Readers {
  const series = new Map<string, Set<string>>();
  const labels = new Map<string, Map<string, Set<string>>>();
  for (const read of reads) {
    const name = named(read);
    series.set(name, (series.get(name) ?? new Set()).add(read.reader));
    const own = labels.get(name) ?? new Map<string, Set<string>>();
    labels.set(name, own);
    for (const label of read.labels) own.set(label, (own.get(label) ?? new Set()).add(read.reader));
  }
  return { series, labels };
}

function unused(then: Readers, now: Readers, is: Declarations): SeriesNews[] {
  const news: SeriesNews[] = [];
  for (const [series, readers] of then.series) {
    const declared = is.all.get(series);
    if (!declared) continue;
    if (!now.series.has(series)) {
      news.push({ became: 'unused', series, readers: [...readers] });
      continue;
    }
    for (const [label, of] of then.labels.get(series) ?? [])
      if (declared.labels.has(label) && !now.labels.get(series)?.has(label))
        news.push({ became: 'unused', series, label, readers: [...of] });
  }
  return news;
}

function undeclared(
  now: Readers,
  then: Readers,
  was: Declarations | undefined,
  is: Declarations,
): SeriesNews[] {
  const news: SeriesNews[] = [];
  for (const [series, readers] of now.series) {
    const [before, after] = [was?.all.get(series), is.all.get(series)];
    // What Prometheus makes itself is declared by nobody, and what was not declared before has become nothing.
    const isNew = !isMade(series) && !then.series.has(series);
    if (!after) {
      if (before || isNew) news.push({ became: 'undefined', series, readers: [...readers] });
      continue;
    }
    for (const label of before?.labels ?? []) {
      const of = after.labels.has(label) ? undefined : now.labels.get(series)?.get(label);
      if (of) news.push({ became: 'undefined', series, label, readers: [...of] });
    }
  }
  return news;
}

const isMade = (series: string): boolean => /^(up|ALERTS|ALERTS_FOR_STATE|scrape_\w+)$/.test(series);
