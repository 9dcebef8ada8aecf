import type { Labels } from '../model/label.ts';
import type { Objective, ObjectiveSeries } from '../model/objective.ts';
import type { Panel } from '../model/panel.ts';
import type { Variable } from '../model/variable.ts';
import type { Vector } from '../model/vector.ts';
import { percent, quantity } from '../promql/units.ts';
import { loose } from './loose.ts';
import type { PanelSpec } from './panels/frame.ts';
import { series, worseAbove, worseBelow } from './panels/series.ts';
import { stat } from './panels/stat.ts';
import { timeseries } from './panels/timeseries.ts';

type Share = Vector<Labels, 'ratio', 'dashboard', 'gauge'>;
type Rate = Vector<Labels, 'count', 'dashboard', 'gauge'>;

/**
 * What an objective looks like: the share of good events over 30 days, what is left of the error budget, and how fast it
 * burns. Keys of the panels: `<objective>-achieved`, `<objective>-budget-left`, `<objective>-burn-rate`.
 */
export function objectivePanels<Has extends Labels>(
  of: Objective<Has>,
  spec: Pick<PanelSpec, 'answers'> & { readonly environment: Variable },
): readonly Panel[] {
  const { target, title } = of;
  const budget = Number((1 - target).toPrecision(12));
  const promised = `${Number((target * 100).toPrecision(12))} %`;
  const chosen = (one: ObjectiveSeries<Has>): Share =>
    loose.where(one, { environment: spec.environment }) as Share;
  const factors = of.burns.map(({ factor }) => factor);
  return [
    stat({
      title: `${title}, 30 days`,
      key: `${of.objective}-achieved`,
      description: `Was it at least ${promised} during the last 30 days?`,
      series: series(loose.subtract(percent(100), chosen(of.errors30d)) as Share, title),
      thresholds: worseBelow(quantity('ratio', target)),
      decimals: 3,
      tile: true,
      width: 6,
      height: 7,
      ...spec,
    }),
    stat({
      title: 'Error budget left, 30 days',
      key: `${of.objective}-budget-left`,
      description: `How much of what may go wrong in 30 days at ${promised} is left? Below zero the promise is broken.`,
      series: series(chosen(of.budgetLeft), title),
      thresholds: worseBelow(percent(25), percent(0)),
      decimals: 0,
      tile: true,
      width: 6,
      height: 7,
      ...spec,
    }),
    timeseries({
      title: 'Burn rate',
      key: `${of.objective}-burn-rate`,
      description: `How many times faster than it may last is the budget spent? At ${Math.max(...factors)} somebody is called.`,
      series: Object.entries(of.errors).map(([window, errors]) =>
        series(loose.asUnit('count', loose.divide(chosen(errors), budget)) as Rate, `over ${window}`),
      ),
      thresholds: worseAbove(1, Math.max(...factors)),
      width: 12,
      height: 7,
      ...spec,
    }),
  ];
}
