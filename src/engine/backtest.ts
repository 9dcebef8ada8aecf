import type { WrittenRule } from '../model/written-rule.ts';
import type { AlertVersion } from './alert-version.ts';
import { type Evaluations, type Firing, firingsOf, type Held } from './firings.ts';

/** A server that can say when a query returned what. */
export interface PastServer {
  seriesOf(
    expr: string,
    range: { readonly start: number; readonly end: number; readonly step: number },
  ): Promise<readonly Held[]>;
}

/** What would have happened with one wait. */
export interface Replay {
  /** The wait, in seconds; absent where each definition has its own. */
  readonly for?: number;
  /** In the order in which they began. */
  readonly firings: readonly Firing[];
  /** Seconds during which at least one of them fired. */
  readonly total: number;
  /** Seconds of the longest. */
  readonly longest: number;
}

/** Which past to look at, and which waits to try; the rule's own where none is given. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly waits?: readonly number[];
}

/** Points asked for at a time. Prometheus gives no more than 11,000 of a series, and is asked for less: it may have other work. */
const most = 2000;

/** Replays an alert as it was and as it is. A version that is not there gives no answer. `progress` hears of each piece of the past. */
export async function backtest(
  before: AlertVersion | undefined,
  after: AlertVersion | undefined,
  server: PastServer,
  span: Span,
  progress: (done: number, of: number) => void = () => {},
): Promise<{ readonly before?: readonly Replay[]; readonly after?: readonly Replay[] }> {
  const versions = [before, after].filter((version) => version !== undefined);
  const pieces = versions
    .flatMap(({ alerts }) => alerts.map(({ interval }) => startsOf(aligned(span, interval)).length))
    .reduce((sum, count) => sum + count, 0);
  let done = 0;
  const counted: PastServer = {
    async seriesOf(expr, range) {
      progress(done, pieces);
      const series = await server.seriesOf(expr, range);
      progress(++done, pieces);
      return series;
    },
  };
  const was = before && (await replay(before, counted, span));
  const is = after && (await replay(after, counted, span));
  return { ...(was && { before: was }), ...(is && { after: is }) };
}

/** When an alert would have fired, for each wait. */
async function replay(version: AlertVersion, server: PastServer, span: Span): Promise<readonly Replay[]> {
  const asked: { rule: WrittenRule; evaluations: Evaluations; held: readonly Held[] }[] = [];
  for (const rule of version.alerts) {
    const evaluations = aligned(span, rule.interval);
    const held = await heldIn(server, rule.expr, evaluations);
    asked.push({
      rule,
      evaluations,
      held: held.map((one) => ({ ...one, labels: labelsOf(one, rule, version) })),
    });
  }
  const waits: readonly (number | undefined)[] = span.waits ?? [undefined];
  return waits.map((wait) => {
    const firings = asked
      .flatMap(({ rule, evaluations, held }) => {
        const { keepFiringFor } = rule;
        return held.flatMap((one) => firingsOf(one, { for: wait ?? rule.for, keepFiringFor }, evaluations));
      })
      .sort((one, other) => one.start - other.start || order(one, other));
    const [only] = version.alerts;
    const own = version.alerts.every((rule) => rule.for === only?.for) ? only?.for : undefined;
    const said = wait ?? own;
    return {
      ...(said !== undefined && { for: said }),
      firings,
      total: union(firings),
      longest: Math.max(0, ...firings.map(({ start, end }) => end - start)),
    };
  });
}

const order = (one: Firing, other: Firing): number =>
  JSON.stringify(one.labels) < JSON.stringify(other.labels) ? -1 : 1;

/** Rules are evaluated at multiples of their interval, as if Prometheus had been started at one. */
function aligned({ from, to }: Span, step: number): Evaluations {
  return { from: Math.ceil(from / step) * step, to: Math.floor(to / step) * step, step };
}

/** The moments at which the pieces of a past begin. */
const startsOf = ({ from, to, step }: Evaluations): readonly number[] =>
  Array.from(
    { length: Math.max(0, Math.ceil((to - from + 1) / (most * step))) },
    (_, piece) => from + piece * most * step,
  );

async function heldIn(server: PastServer, expr: string, evaluations: Evaluations): Promise<readonly Held[]> {
  const all = new Map<string, { labels: Held['labels']; at: number[] }>();
  const { to, step } = evaluations;
  for (const start of startsOf(evaluations)) {
    const end = Math.min(to, start + (most - 1) * step);
    for (const { labels, at } of await server.seriesOf(expr, { start, end, step })) {
      const { __name__, ...own } = labels;
      const key = JSON.stringify(Object.entries(own).sort());
      const known = all.get(key) ?? { labels: own, at: [] };
      for (const moment of at) known.at.push(moment);
      all.set(key, known);
    }
  }
  return [...all.values()];
}

/** What tells one firing from another: the labels of the series, and those that other definitions of the name lack. */
function labelsOf(held: Held, rule: WrittenRule, { alerts }: AlertVersion): Held['labels'] {
  const own = Object.entries(rule.labels).filter(([label, value]) =>
    alerts.some(({ labels }) => labels[label] !== value),
  );
  const all = { ...held.labels, ...Object.fromEntries(own) };
  return Object.fromEntries(Object.entries(all).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** The time that intervals cover together. */
function union(firings: readonly Firing[]): number {
  let covered = 0;
  let until = Number.NEGATIVE_INFINITY;
  // They come in the order in which they begin.
  for (const { start, end } of firings) {
    covered += Math.max(0, end - Math.max(start, until));
    until = Math.max(until, end);
  }
  return covered;
}
