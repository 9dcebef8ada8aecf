import type { Unit } from '../model/unit.ts';
import type { Check, Finding } from './check.ts';

/** Functions of Prometheus' templates that say a unit, and the units that they say. */
const said: Readonly<Record<string, (unit: Unit) => boolean>> = {
  humanizePercentage: (unit) => unit === 'ratio',
  humanizeDuration: (unit) => unit === 'seconds',
  humanizeTimestamp: (unit) => unit === 'timestamp',
  humanize1024: (unit) => unit.startsWith('bytes'),
};
/** The function that a unit asks for. */
const fitting: Readonly<Partial<Record<Unit, string>>> = {
  ratio: 'humanizePercentage',
  seconds: 'humanizeDuration',
  timestamp: 'humanizeTimestamp',
  bytes: 'humanize1024',
};

/** An annotation tells the value of its alert as what it is: a share as a percentage, seconds as a duration. */
export const valueIsToldInItsUnit: Check = {
  id: 'value-is-told-in-its-unit',
  severity: 'error',
  *query({ asker, node, vector: { unit } }): Iterable<Finding> {
    if (asker.type !== 'rule' || asker.rule.type !== 'alert') return;
    for (const [name, text] of Object.entries(asker.rule.annotations))
      for (const [, teller = ''] of text.matchAll(/\{\{-?\s*\$value\s*\|\s*(\w+)/g)) {
        const fits = said[teller];
        if (!fits || fits(unit)) continue;
        yield {
          at: node,
          message: `the ${name} of ${asker.rule.alert} tells its value by ${teller}, and it is in ${unit}`,
          fix: `write {{ $value | ${fitting[unit] ?? 'humanize'} }}`,
        };
      }
  },
};
