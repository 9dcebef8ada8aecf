import {
  above,
  alert,
  and,
  anyOf,
  avgOverTime,
  below,
  countOverTime,
  divide,
  increase,
  max,
  percent,
  quantileOverTime,
  type RuleFile,
  record,
  ruleFile,
  ruleGroup,
  sum,
  where,
} from '#lib';
import { cost, insightsReady, resourceUtilization } from '../catalog/capacity.ts';
import { commandExecutions } from '../catalog/commands.ts';

/*
 * Capacity: how full the framework is, and what it costs.
 */

// Resources

/** The fullest instance is the one that fails first. */
export const utilization = record({
  record: 'environment_resource_type:framework_resource_utilization:max',
  help: 'Used share of a resource on the fullest instance, 0 to 100.',
  as: max(resourceUtilization, { by: ['environment', 'resource_type'] }),
});

const graph = { dashboard: 'operations-monitoring', panel: 'resource-utilisation' } as const;

/** Little room is left. */
export const utilizationHigh = alert({
  alert: 'FrameworkResourceUtilizationHigh',
  when: above(where(utilization, { resource_type: anyOf('cpu', 'memory') }), percent(80)),
  for: '10m',
  severity: 'high',
  summary: '{{ $labels.resource_type }} is {{ $value | humanize }} % used.',
  description: 'On the fullest instance in {{ $labels.environment }}, above 80 % for 10 minutes.',
  shownBy: graph,
});

/** Time to plan. */
export const capacityApproaching = alert({
  alert: 'FrameworkCapacityThresholdApproaching',
  when: above(where(utilization, { resource_type: anyOf('cpu', 'memory', 'disk') }), percent(70)),
  for: '30m',
  severity: 'medium',
  summary: '{{ $labels.resource_type }} is {{ $value | humanize }} % used, for half an hour.',
  description: 'On the fullest instance in {{ $labels.environment }}. At 80 % somebody is called.',
  shownBy: graph,
});

/** Sets off the response to exhaustion. */
export const resourceExhaustion = alert({
  alert: 'FrameworkAutomationResourceExhaustion',
  when: above(where(utilization, { resource_type: 'cpu' }), percent(90)),
  for: '5m',
  severity: 'high',
  response: 'resource_exhaustion',
  summary: '{{ $labels.resource_type }} is {{ $value | humanize }} % used: automation acts.',
  description: 'On the fullest instance in {{ $labels.environment }}, above 90 % for 5 minutes.',
  shownBy: graph,
});

const utilizationThinned = record({
  record: 'environment_resource_type:framework_resource_utilization:max_avg5m',
  help: 'Used share of a resource on the fullest instance, one point every five minutes.',
  as: avgOverTime(utilization, '5m'),
});
const busy = where(utilizationThinned, { resource_type: anyOf('cpu', 'memory') });
/** A point every five minutes. */
const sixDays = (6 * 24 * 60) / 5;

/** The busiest hours of a week leave most of it idle. */
export const overProvisioned = alert({
  alert: 'FrameworkResourceOptimizationAvailable',
  when: and(
    below(quantileOverTime(0.95, busy, '7d'), percent(30)),
    above(countOverTime(busy, '7d'), sixDays),
  ),
  for: '1h',
  severity: 'low',
  labels: { finding: 'over-provisioned' },
  summary: '{{ $labels.resource_type }} was hardly ever more than {{ $value | humanize }} % used in 7 days.',
  description: 'Even the busiest hours in {{ $labels.environment }} would fit into less.',
  shownBy: graph,
});

/** What the batch analyser found out about resources. */
export const resourceInsight = alert({
  alert: 'FrameworkResourceOptimizationAvailable',
  when: above(
    sum(where(insightsReady, { insight_type: 'resource_optimization' }), { by: ['environment'] }),
    0,
  ),
  for: '1h',
  severity: 'low',
  labels: { finding: 'analyser' },
  summary: '{{ $value }} findings of the analyser about resources wait to be read.',
  description: 'In {{ $labels.environment }}, for an hour or longer.',
  shownBy: { dashboard: 'service-levels', panel: 'findings-of-the-analyser' },
});

// Cost

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
export const capacity: RuleFile = ruleFile({
  name: 'capacity',
  groups: [
    ruleGroup({
      name: 'capacity',
      interval: '30s',
      rules: [utilization, utilizationHigh, capacityApproaching, resourceExhaustion],
    }),
    ruleGroup({ name: 'capacity-thinned', interval: '5m', rules: [utilizationThinned] }),
    ruleGroup({ name: 'capacity-optimisation', interval: '5m', rules: [overProvisioned, resourceInsight] }),
    ruleGroup({
      name: 'capacity-cost',
      interval: '1m',
      rules: [costPerDay, costPerCommand],
    }),
  ],
});
