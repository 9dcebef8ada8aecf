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
  type RecordingRule,
  records,
  type Scenario,
  type Selector,
  type Stretch,
  scenario,
  secondsOf,
  silent,
} from '#lib';
import { here } from './here.ts';

type Here = { readonly environment: string };
type Some<Query extends Selector> = { readonly [Name in keyof LabelsOf<Query>]?: LabelsOf<Query>[Name] };

/** A share of events, and the window that it is taken over. */
interface Share<Query extends Selector> {
  /** What happens, for a title: `commands fail`. */
  readonly what: string;
  readonly of: Query;
  readonly bad: Some<Query>;
  readonly good: Some<Query>;
  readonly share: RecordingRule<string, Here>;
  readonly window: Duration;
  readonly every?: Duration;
}

const times = (duration: Duration, by: number): Duration => `${secondsOf(duration) * by}s` as Duration;

/** What every recorded share must do: be 0 while nothing bad was ever seen, and be that of its window, above and below. */
export function ratioScenarios<Query extends Selector>(spec: Share<Query>): readonly Scenario[] {
  const { every = '15s', window } = spec;
  const [well, half] = [times(window, 2), times(window, 0.5)];
  // The sample at a turn is the first that has turned.
  const halfway = `${secondsOf(well) + secondsOf(half) - secondsOf(every)}s` as Duration;
  return [
    scenario(`a share that is 0: ${spec.what}`, {
      every,
      given: [feed(spec.of, { ...here, ...spec.good }, grow(60))],
      expect: [records(spec.share, well, here, 0)],
    }),
    scenario(`a share of ${window}: ${spec.what}`, {
      every,
      given: [
        feed(spec.of, { ...here, ...spec.good }, grow(60, well), grow(180)),
        feed(spec.of, { ...here, ...spec.bad }, grow(60)),
      ],
      expect: [records(spec.share, halfway, here, 0.333333)],
    }),
    scenario(`a share that rises in ${window}: ${spec.what}`, {
      every,
      given: [
        feed(spec.of, { ...here, ...spec.good }, grow(60)),
        feed(spec.of, { ...here, ...spec.bad }, grow(0, well), grow(120)),
      ],
      expect: [records(spec.share, halfway, here, 0.5)],
    }),
  ];
}

/**
 * What every alert on a share must do beside: fire as soon as a twentieth more than the limit has been bad for as long as it
 * takes, stay silent at the limit itself, and stay silent over events too few to judge by.
 */
export function shareScenarios<Query extends Selector>(
  spec: Share<Query> & {
    readonly alert: AlertRule<Here>;
    /** The limit, as events per minute whose rates are exact in binary: `[15, 285]` are 5 %. */
    readonly limit: readonly [bad: number, good: number];
    /** How long all is well before; longer than the window. */
    readonly well: Duration;
    /** When a share of a twentieth above the limit has lasted long enough, and what is said then. */
    readonly at: Duration;
    readonly summary: string;
    /** The fewest events that count, and what is said when all of them are bad. */
    readonly fewest: number;
    readonly fewestSummary: string;
    /** Events that are no reason to judge, however many they are; a few of the good ones where only bad ones are counted. */
    readonly beside?: readonly [labels: Some<Query>, many: number];
  },
): readonly Scenario[] {
  const { alert, well, window, fewest } = spec;
  const [bad, good] = spec.limit;
  const course = (labels: Some<Query>, ...[first, ...rest]: readonly [Stretch, ...Stretch[]]): Feed =>
    feed(spec.of, { ...here, ...labels }, first, ...rest);
  const more = 0.05 * bad;
  const later = times(window, 0.75);
  const muchLater = times(window, 1.5);
  const beside = spec.beside
    ? [course(spec.beside[0], hold(0, times(well, 1)), hold(0, muchLater), hold(spec.beside[1]))]
    : [];
  return [
    ...ratioScenarios(spec),
    scenario(`more than the limit: ${spec.what}`, {
      given: [
        course(spec.good, grow(bad + good, well), grow(good - more)),
        course(spec.bad, hold(0, well), grow(bad + more)),
      ],
      expect: [fires(alert, spec.at, { labels: here, summary: spec.summary })],
    }),
    scenario(`exactly the limit: ${spec.what}`, {
      given: [course(spec.good, grow(good)), course(spec.bad, grow(bad))],
      expect: [silent(alert, '40m')],
    }),
    scenario(`too few to judge by: ${spec.what}`, {
      given: [course(spec.bad, hold(0, well), hold(0.5 * fewest, muchLater), hold(1.48 * fewest)), ...beside],
      expect: [quiet(alert, '60m')],
    }),
    scenario(`just enough to judge by: ${spec.what}`, {
      given: [course(spec.bad, hold(0, well), hold(0.5 * fewest, later), hold(fewest))],
      expect: [
        fires(alert, `${secondsOf(well) + secondsOf(later)}s` as Duration, {
          labels: here,
          summary: spec.fewestSummary,
        }),
      ],
    }),
  ];
}
