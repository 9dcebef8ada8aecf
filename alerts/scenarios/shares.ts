import {
  type AlertRule,
  type Duration,
  type Feed,
  feed,
  fires,
  grow,
  hold,
  type LabelsOf,
  quiet,
  type Scenario,
  type Selector,
  type Stretch,
  scenario,
  silent,
} from '#lib';
import { here } from './here.ts';

type Course = readonly [Stretch, ...Stretch[]];

/**
 * What every alert on a share must do: fire as soon as a little more than the limit is bad for as long as it takes, stay
 * silent at the limit itself, and stay silent over events too few to judge by.
 */
export function shareScenarios<Query extends Selector>(spec: {
  readonly alert: AlertRule<{ readonly environment: string }>;
  /** What happens, for a title: `commands fail`. */
  readonly what: string;
  readonly of: Query;
  readonly bad: { readonly [Name in keyof LabelsOf<Query>]?: LabelsOf<Query>[Name] };
  readonly good: { readonly [Name in keyof LabelsOf<Query>]?: LabelsOf<Query>[Name] };
  /** The limit, as events per minute whose rates are exact in binary: `[15, 285]` are 5 %. */
  readonly limit: readonly [bad: number, good: number];
  /** How long all is well before; longer than the window. */
  readonly well: Duration;
  /** When a share of a twentieth above the limit has lasted long enough, and what is said then. */
  readonly at: Duration;
  readonly summary: string;
  /** The fewest events that count, when all that happens is bad. */
  readonly fewest: number;
  readonly fewestSummary: string;
}): readonly Scenario[] {
  const [bad, good] = spec.limit;
  const course = (labels: typeof spec.bad, ...[first, ...rest]: Course): Feed =>
    feed(spec.of, { ...here, ...labels }, first, ...rest);
  const more = 0.05 * bad;
  return [
    scenario(`more than the limit: ${spec.what}`, {
      given: [
        course(spec.good, grow(bad + good, spec.well), grow(good - more)),
        course(spec.bad, hold(0, spec.well), grow(bad + more)),
      ],
      expect: [fires(spec.alert, spec.at, { labels: here, summary: spec.summary })],
    }),
    scenario(`exactly the limit: ${spec.what}`, {
      given: [course(spec.good, grow(good)), course(spec.bad, grow(bad))],
      expect: [silent(spec.alert, '40m')],
    }),
    scenario(`too few to judge by: ${spec.what}`, {
      given: [course(spec.good, hold(7)), course(spec.bad, hold(0, spec.well), hold(spec.fewest - 1))],
      expect: [quiet(spec.alert, '40m')],
    }),
    scenario(`just enough to judge by: ${spec.what}`, {
      given: [course(spec.good, hold(7)), course(spec.bad, hold(0, spec.well), hold(spec.fewest))],
      expect: [fires(spec.alert, spec.well, { labels: here, summary: spec.fewestSummary })],
    }),
  ];
}
