import type { Burn } from '../model/objective.ts';
import type { AlertRule, ShownBy } from '../model/rule.ts';
import type { Vector } from '../model/vector.ts';
import { quantity } from '../promql/units.ts';
import { alert } from './alert.ts';
import { loose } from './loose.ts';

/** How fast the budget burns, at the end of an alert's name. */
const speed: Readonly<Record<Burn['severity'], string>> = {
  critical: 'BudgetBurnFast',
  high: 'BudgetBurnSlow',
  medium: 'BudgetBurnTicket',
};

/** What burn alerts are made of. */
export interface Burning {
  readonly alert: string;
  readonly failing: string;
  /** The share of events that may be bad. */
  readonly budget: number;
  readonly burns: readonly Burn[];
  /** The share of bad events, by window. */
  readonly errors: Readonly<Record<string, Vector>>;
  /** How many events of a window were bad. */
  badOver(window: Burn['long']): Vector;
  /** Bad events within the long window below which nobody is told. */
  readonly fewest?: number;
  readonly shownBy?: ShownBy;
}

/** One alert for each severity of a table of burn rates; rows of one severity are alternatives. */
export function burnAlerts(of: Burning): readonly AlertRule[] {
  return [...new Set(of.burns.map(({ severity }) => severity))].map((severity) => {
    const rows = of.burns.filter((row) => row.severity === severity);
    const when = rows.map((row) => burning(row, of)).reduce((one, other) => loose.or(one, other));
    return alert({
      alert: `${of.alert}${speed[severity]}`,
      when: when as Vector<Record<never, never>, 'ratio', 'anywhere', 'gauge'>,
      severity,
      summary: `{{ $value | humanizePercentage }} of ${of.failing}, and ${share(of.budget)} may.`,
      description: `The error budget of 30 days burns ${rows.map(pace).join(', or ')}.`,
      ...(of.shownBy && { shownBy: of.shownBy }),
    });
  });
}

function burning({ factor, long, short }: Burn, { budget, errors, badOver, fewest }: Burning): Vector {
  const limit = quantity('ratio', Number((factor * budget).toPrecision(12)));
  const burns = loose.and(loose.above(errors[long], limit), loose.above(errors[short], limit));
  // Bad ones are counted, not all: with a budget of 0.1 %, three of a thousand at night would burn it three times too fast.
  return fewest === undefined ? burns : loose.and(burns, loose.atLeast(badOver(long), fewest));
}

const pace = ({ factor, long }: Burn): string =>
  factor === 1 ? `just too fast to last, over ${long}` : `${factor} times too fast, over ${long}`;

const share = (budget: number): string => `${Number((budget * 100).toPrecision(12))} %`;
