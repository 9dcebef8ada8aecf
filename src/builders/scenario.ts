import type { Duration } from '../model/duration.ts';
import type { Labels } from '../model/label.ts';
import type { AlertRule, RecordingRule } from '../model/rule.ts';
import type { Expectation, Feed, Fired, Scenario, Stretch } from '../model/scenario.ts';
import type { LabelsOf, Selector } from '../model/vector.ts';

/**
 * A scenario: series in, alerts out. Series have a sample, and rules are evaluated, `every` 15 seconds unless said otherwise.
 *
 * ```ts
 * scenario('a cache that only misses is told of', {
 *   given: [feed(lookups, { result: 'miss' }, hold(0, '10m'), grow(60))],
 *   expect: [fires(coldCache, '15m', { labels: {}, summary: 'Only 0% of lookups hit.' })],
 * });
 * ```
 */
export function scenario(
  title: string,
  spec: {
    readonly every?: Duration;
    readonly given: readonly Feed[];
    readonly expect: readonly [Expectation, ...Expectation[]];
  },
): Scenario {
  return { title, every: '15s', ...spec };
}

/** A series that goes in: a metric or a recorded series, some of its labels, and its course from the beginning on. */
export function feed<Query extends Selector>(
  of: Query,
  labels: { readonly [Name in keyof LabelsOf<Query>]?: LabelsOf<Query>[Name] },
  ...course: readonly [Stretch, ...Stretch[]]
): Feed {
  // A series that was chosen by matchers carries what they say.
  const chosen = of.node.matchers.flatMap(({ label, op, value }) => (op === '=' ? [[label, value]] : []));
  return { series: of.name, labels: { ...Object.fromEntries(chosen), ...(labels as Labels) }, course };
}

/** The same value, for a while or until the end. */
export const hold = (value: number, lasts?: Duration): Stretch => ({
  course: 'hold',
  value,
  ...(lasts && { lasts }),
});

/** Evenly more, from the last value on or from 0. */
export const grow = (perMinute: number, lasts?: Duration): Stretch => ({
  course: 'grow',
  perMinute,
  ...(lasts && { lasts }),
});

/** Evenly from the last value to another, which is reached at the end. */
export const ramp = (to: number, lasts: Duration): Stretch => ({ course: 'ramp', to, lasts });

/** No sample: the series is not there. */
export const gap = (lasts?: Duration): Stretch => ({ course: 'gap', ...(lasts && { lasts }) });

/** Fires from a moment on, and not before, with exactly these labels and annotations. */
export function fires<Has extends Labels>(
  alert: AlertRule<Has>,
  at: Duration,
  ...as: readonly (Omit<Fired, 'labels'> & { readonly labels: NoInfer<Has> })[]
): Expectation {
  return { type: 'fires', alert, at, as: as as readonly Fired[] };
}

/** Does not fire from the beginning until a moment. */
export const quiet = (alert: AlertRule, until: Duration): Expectation => ({ type: 'quiet', alert, until });

/** Does not fire at a moment, whatever was before. */
export const silent = (alert: AlertRule, at: Duration): Expectation => ({ type: 'silent', alert, at });

/** Fires just before a moment, and at that moment no more. */
export const ends = (alert: AlertRule, at: Duration): Expectation => ({ type: 'ends', alert, at });

/** A recorded series has a value at a moment; without a value it is not there. */
export function records<Has extends Labels>(
  rule: RecordingRule<string, Has>,
  at: Duration,
  labels: NoInfer<Has>,
  value?: number,
): Expectation {
  return {
    type: 'records',
    rule: rule.rule,
    at,
    labels,
    ...(value !== undefined && { value }),
  };
}
