import { type Duration, secondsOf } from '../model/duration.ts';
import type { Burn, Objective } from '../model/objective.ts';
import type { RecordingRule, ShownBy } from '../model/rule.ts';
import type { LabelsOf, Quantity, Selector, Vector } from '../model/vector.ts';
import { percent } from '../promql/units.ts';
import { burnAlerts } from './burn-alerts.ts';
import { reachable, workbookBurns } from './burns.ts';
import { loose } from './loose.ts';
import { record, ruleGroup } from './rules.ts';

/** What an objective says. */
export interface ObjectiveSpec<Query extends Vector> {
  /** Value of the label `objective`, and first part of its groups' names: `command-success`. */
  readonly objective: string;
  /** What dashboards call it. */
  readonly title: string;
  /** First part of its alerts' names: `FrameworkAvailability` gives `FrameworkAvailabilityBudgetBurnFast`. */
  readonly alert: string;
  /** The share of events that must be good over 30 days: `percent(99.9)`. */
  readonly target: Quantity<'ratio'>;
  /** All events, per second; or all things that are watched, where the objective counts time and not events. */
  readonly total: Query;
  /** The bad ones among them. Must be 0, not absent, while there are none. */
  readonly bad: Vector<LabelsOf<Query>, Query['unit'], 'anywhere', 'gauge'>;
  /** What bad events do, for a sentence: `commands fail`. */
  readonly failing: string;
  /** Bad events within the long window below which nobody is told: three at night are a large share of little, and say nothing. */
  readonly fewest?: number;
  readonly burns?: readonly Burn[];
  readonly shownBy?: ShownBy;
}

/**
 * A service level objective over 30 days. Of two rates, all events and the bad ones, it makes
 * - the share of bad events over each window that a burn rate needs, `environment_objective:sli_errors:ratio_rate1h` and so on,
 *   weighted by traffic: a quiet night cannot hide a bad morning;
 * - what is left of the error budget, `environment_objective:error_budget_left:ratio_rate30d`;
 * - an alert for each severity in the table of burn rates.
 */
export function objective<Query extends Vector>(spec: ObjectiveSpec<Query>): Objective<LabelsOf<Query>> {
  const target = spec.target.in.ratio as number;
  // 1 - 0.999 is 0.0010000000000000009 in floating point, and nobody wants to read that in a rule.
  const budget = Number((1 - target).toPrecision(12));
  const burns = reachable(spec.burns ?? workbookBurns, budget);
  const windows = [...new Set(burns.flatMap(({ long, short }) => [short, long]))];
  const level = [...Object.keys((spec.total as Vector).labels), 'objective'].join('_');
  const labels = { objective: spec.objective };

  const recordings: RecordingRule[] = [];
  /** Records under a name that all objectives share, and selects what this one records. */
  function recorded(operation: string, as: Vector, help: string): Selector {
    const rule = record({ record: `${level}:${operation}`, as: as as never, help, labels }) as RecordingRule;
    recordings.push(rule);
    return loose.where(rule, labels);
  }
  /** The rates are those of five minutes already. */
  const shareNow = (bad: Selector, total: Selector): Selector =>
    recorded(
      'sli_errors:ratio_rate5m',
      loose.divide(bad, loose.above(total, 0)),
      'Share of bad events over 5m, of each objective.',
    );
  const shareOver = (window: Duration, bad: Selector, total: Selector): Selector =>
    recorded(
      `sli_errors:ratio_rate${window}`,
      loose.divide(loose.sumOverTime(bad, window), loose.above(loose.sumOverTime(total, window), 0)),
      `Share of bad events over ${window}, of each objective.`,
    );
  const thinned = (of: Selector, what: string): Selector =>
    recorded(
      `sli_${what}:rate5m_avg5m`,
      loose.avgOverTime(of, '5m'),
      `The ${what === 'bad' ? 'bad' : 'total'} events of each objective, a point every five minutes.`,
    );

  const total = recorded('sli_total:rate5m', spec.total, 'All events, of each objective.');
  const bad = recorded('sli_bad:rate5m', spec.bad, 'Bad events, of each objective.');
  const errors: Record<string, Selector> = {};
  for (const window of windows.filter((one) => !isLong(one)))
    errors[window] = window === '5m' ? shareNow(bad, total) : shareOver(window, bad, total);
  const near = recordings.splice(0);

  // A point every five minutes is enough for days, and 30 days of finer ones would be 86,400 of each series.
  const [badThinned, totalThinned] = [thinned(bad, 'bad'), thinned(total, 'total')];
  const thin = recordings.splice(0);
  for (const window of windows.filter(isLong)) errors[window] = shareOver(window, badThinned, totalThinned);
  const errors30d = shareOver('30d', badThinned, totalThinned);
  const budgetLeft = recorded(
    'error_budget_left:ratio_rate30d',
    loose.subtract(percent(100), loose.divide(errors30d, budget)),
    'What is left of the error budget of 30 days: 1 while nothing failed, below 0 when the promise is broken.',
  );
  const far = recordings.splice(0);

  /** Bad events over a window, counted: each sample stands for the time until the next one. */
  const badOver = (window: Duration): Vector =>
    loose.asUnit(
      'count',
      isLong(window)
        ? loose.multiply(secondsOf(thinInterval), loose.sumOverTime(badThinned, window))
        : loose.multiply(secondsOf(nearInterval), loose.sumOverTime(bad, window)),
    );
  const alerts = burnAlerts({ ...spec, budget, burns, errors, badOver });
  const readsDays = new Set(burns.filter(({ long }) => isLong(long)).map(({ severity }) => severity));
  const of = (days: boolean) =>
    alerts.filter(({ severity }) => readsDays.has(severity as Burn['severity']) === days);
  return {
    objective: spec.objective,
    title: spec.title,
    target,
    burns,
    ...(spec.fewest !== undefined && { fewest: spec.fewest }),
    total,
    bad,
    errors,
    errors30d,
    budgetLeft,
    rules: {
      total: near[0],
      bad: near[1],
      errors: Object.fromEntries(
        [...near, ...far].flatMap((rule) => {
          const window = rule.name.split('sli_errors:ratio_rate')[1];
          return window ? [[window, rule]] : [];
        }),
      ),
      thinned: { bad: thin[0], total: thin[1] },
      budgetLeft: far.at(-1),
    },
    alerts,
    groups: [
      ruleGroup({
        name: `${spec.objective}-objective`,
        interval: nearInterval,
        rules: [...near, ...of(false)],
      }),
      ruleGroup({ name: `${spec.objective}-objective-thinned`, interval: thinInterval, rules: thin }),
      // Every minute: Prometheus shows a sample for five minutes, and one that is recorded every five would flicker.
      ruleGroup({ name: `${spec.objective}-objective-days`, interval: '1m', rules: [...far, ...of(true)] }),
    ],
  } as unknown as Objective<LabelsOf<Query>>;
}

/** How often rates are recorded, and how often for windows of days. */
const nearInterval = '30s';
const thinInterval = '5m';

/** Days are read from the thinned series. */
const isLong = (window: Duration): boolean => window.endsWith('d');
