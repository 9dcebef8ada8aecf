import { above, anyOf, divide, increase, type RuleFile, record, ruleGroup, sum, where } from '#lib';
import { cost } from '../catalog/capacity.ts';
import { commandExecutions } from '../catalog/commands.ts';

/*
 * Capacity: what the framework costs.
 */

/** What a day costs. */
export const costPerDay = record({
  record: 'environment:framework_cost_usd:increase1d',
  help: 'Cost of the last 24 hours.',
  as: sum(increase(cost, '1d'), { by: ['environment'] }),
});

/** What a command that did its work costs, everything included. */
export const costPerCommand = record({
  record: 'environment:framework_cost_usd_per_command:ratio_increase1d',
  help: 'Cost of the last 24 hours for each command that succeeded.',
  as: divide(
    costPerDay,
    above(
      sum(increase(where(commandExecutions, { status: anyOf('success', 'degraded') }), '1d'), {
        by: ['environment'],
      }),
      0,
    ),
  ),
});

/** Rules of this subject. */
export const capacity: RuleFile = {
  name: 'capacity',
  groups: [
    ruleGroup({
      name: 'capacity-cost',
      interval: '1m',
      rules: [costPerDay, costPerCommand],
    }),
  ],
};
