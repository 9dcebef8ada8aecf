import {
  above,
  alert,
  and,
  atLeast,
  below,
  count,
  increase,
  labelReplace,
  maxOverTime,
  min,
  percent,
  type RuleFile,
  rate,
  ratio,
  record,
  ruleFile,
  ruleGroup,
  sum,
  unless,
  where,
} from '#lib';
import { insightsReady } from '../catalog/capacity.ts';
import { documentationCoverage, moduleDelegations, moduleLoads } from '../catalog/modules.ts';

/*
 * Modules: whether commands reach them, whether they load, whether anybody needs them.
 */

// Delegation

/** A delegation that a fallback answered did its work. */
export const delegationFailureRatio = record({
  record: 'environment:framework_module_delegation_failures:ratio_rate1m',
  help: 'Share of the delegations of the last minute that failed.',
  as: ratio(
    sum(rate(where(moduleDelegations, { status: 'failure' }), '1m'), { by: ['environment'] }),
    sum(rate(moduleDelegations, '1m'), { by: ['environment'] }),
  ),
});

/** Half of all work goes nowhere. */
export const delegationFailing = alert({
  alert: 'FrameworkModuleDelegationFailuresCritical',
  when: and(
    above(delegationFailureRatio, percent(50)),
    // Of the five delegations of a minute at night, three are more than half.
    atLeast(sum(increase(where(moduleDelegations, { status: 'failure' }), '1m'), { by: ['environment'] }), 5),
  ),
  severity: 'critical',
  summary: '{{ $value | humanizePercentage }} of delegations to modules fail.',
  description:
    'Over a minute, in {{ $labels.environment }}: commands do not reach the modules that do their work.',
  shownBy: { dashboard: 'development-metrics', panel: 'module-effectiveness' },
});

// Loading

/** Cached loads are loads. */
export const loadFailureRatio = record({
  record: 'environment:framework_module_load_failures:ratio_rate5m',
  help: 'Share of the module loads of the last five minutes that failed.',
  as: ratio(
    sum(rate(where(moduleLoads, { status: 'failure' }), '5m'), { by: ['environment'] }),
    sum(rate(moduleLoads, '5m'), { by: ['environment'] }),
  ),
});

/** A quarter of the modules is not there when it is needed. */
export const loadFailing = alert({
  alert: 'FrameworkModuleLoadFailuresHigh',
  when: and(
    above(loadFailureRatio, percent(25)),
    atLeast(sum(increase(where(moduleLoads, { status: 'failure' }), '5m'), { by: ['environment'] }), 5),
  ),
  severity: 'high',
  summary: '{{ $value | humanizePercentage }} of module loads fail.',
  description: 'Over 5 minutes, in {{ $labels.environment }}; 25 % are the limit.',
  shownBy: { dashboard: 'development-metrics', panel: 'module-loads-that-fail' },
});

// Documentation

/** A category that its users cannot read about. */
export const documentationGap = alert({
  alert: 'FrameworkDocumentationCoverageGap',
  when: below(min(documentationCoverage, { by: ['environment', 'module_category'] }), percent(80)),
  for: '1h',
  severity: 'medium',
  summary: 'Only {{ $value | humanize }} % of the modules for {{ $labels.module_category }} are documented.',
  description: 'In {{ $labels.environment }}, for an hour; 80 % are the least.',
  shownBy: { dashboard: 'development-metrics', panel: 'documentation-coverage' },
});

// Use

// A point every five minutes, kept for a week.

/** Which modules are there. */
export const loads = record({
  record: 'environment_module:framework_module_loads:rate5m',
  help: 'Loads per second, by module.',
  as: sum(rate(moduleLoads, '5m'), { by: ['environment', 'module'] }),
});

const delegations = record({
  record: 'environment_target_module:framework_module_delegations:rate5m',
  help: 'Delegations per second, by the module they went to.',
  as: sum(rate(moduleDelegations, '5m'), { by: ['environment', 'target_module'] }),
});

const loaded = above(maxOverTime(loads, '7d'), 0);
const delegatedTo = labelReplace(
  above(maxOverTime(delegations, '7d'), 0),
  'module',
  '$1',
  'target_module',
  /(.*)/,
);

/** Modules that are paid for and never used. */
export const unusedModules = alert({
  alert: 'FrameworkModuleUsageInsightsReady',
  when: above(
    count(unless(loaded, delegatedTo, { on: ['environment', 'module'] }), { by: ['environment'] }),
    0,
  ),
  for: '1h',
  severity: 'low',
  labels: { finding: 'unused-modules' },
  summary: '{{ $value }} modules were loaded in the last 7 days, and no command ever delegated to them.',
  description: 'In {{ $labels.environment }}. They cost memory and time to load.',
  shownBy: { dashboard: 'development-metrics', panel: 'module-effectiveness' },
});

/** What the batch analyser found out about the use of modules. */
export const usageInsight = alert({
  alert: 'FrameworkModuleUsageInsightsReady',
  when: above(sum(where(insightsReady, { insight_type: 'module_usage' }), { by: ['environment'] }), 0),
  for: '1h',
  severity: 'low',
  labels: { finding: 'analyser' },
  summary: '{{ $value }} findings of the analyser about the use of modules wait to be read.',
  description: 'In {{ $labels.environment }}, for an hour or longer.',
  shownBy: { dashboard: 'service-levels', panel: 'findings-of-the-analyser' },
});

/** Rules of this subject. */
export const modules: RuleFile = ruleFile({
  name: 'modules',
  groups: [
    ruleGroup({
      name: 'modules',
      interval: '15s',
      rules: [delegationFailureRatio, delegationFailing, loadFailureRatio, loadFailing],
    }),
    ruleGroup({
      name: 'modules-use',
      interval: '5m',
      rules: [loads, delegations, documentationGap, unusedModules, usageInsight],
    }),
  ],
});
