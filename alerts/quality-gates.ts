import {
  above,
  alert,
  and,
  anyOf,
  atLeast,
  below,
  increase,
  multiply,
  not,
  objective,
  or,
  percent,
  type RuleFile,
  rate,
  ratio,
  record,
  ruleFile,
  ruleGroup,
  subtract,
  sum,
  where,
} from '#lib';
import { qualityGateChecks } from '../catalog/quality-gates.ts';

/*
 * Quality gates. A check that passed, with a warning or without, complies; a skipped one counts neither way.
 */

/** Everything else is computed from this. */
export const checksByGateAndStatus = record({
  record: 'environment_gate_type_status:framework_quality_gate_checks:rate10m',
  help: 'Checks per second, by gate and result.',
  as: sum(rate(qualityGateChecks, '10m'), { by: ['environment', 'gate_type', 'status'] }),
});

const all = sum(checksByGateAndStatus, { by: ['environment'] });

/** Checks that comply. */
export const compliant = record({
  record: 'environment:framework_quality_gate_compliant:rate10m',
  help: 'Checks per second that passed, with a warning or without.',
  as: or(
    sum(where(checksByGateAndStatus, { status: anyOf('passed', 'warning') }), { by: ['environment'] }),
    multiply(0, all),
  ),
});

/** Checks that were carried out. */
export const executed = record({
  record: 'environment:framework_quality_gate_executed:rate10m',
  help: 'Checks per second that were not skipped.',
  as: or(
    sum(where(checksByGateAndStatus, { status: not('skipped') }), { by: ['environment'] }),
    multiply(0, all),
  ),
});

/** The share of checks that comply, over an hour: gates run in bursts. */
export const compliance1h = record({
  record: 'environment:framework_quality_gate_compliance:ratio_rate1h',
  help: 'Share of executed checks of the last hour that complied.',
  as: ratio(
    sum(rate(where(qualityGateChecks, { status: anyOf('passed', 'warning') }), '1h'), {
      by: ['environment'],
    }),
    sum(rate(where(qualityGateChecks, { status: not('skipped') }), '1h'), { by: ['environment'] }),
  ),
});

/** Bad, and not only skipped. */
export const failureRatio = record({
  record: 'environment:framework_quality_gate_failures:ratio_rate10m',
  help: 'Share of executed checks of the last ten minutes that failed.',
  as: ratio(subtract(executed, compliant), executed),
});

/** Counted are failures: of ten checks at night two fail by chance, and are a fifth. */
const failedIn = (window: '10m' | '1h') =>
  sum(increase(where(qualityGateChecks, { status: not('skipped', 'passed', 'warning') }), window), {
    by: ['environment'],
  });

/** A fifth of the work does not meet the standards. */
export const failuresHigh = alert({
  alert: 'FrameworkQualityGateFailureRateHigh',
  when: and(above(failureRatio, percent(20)), atLeast(failedIn('10m'), 5)),
  severity: 'high',
  summary: '{{ $value | humanizePercentage }} of quality checks fail.',
  description: 'Over 10 minutes, in {{ $labels.environment }}; 20 % are the limit.',
  shownBy: { dashboard: 'development-metrics', panel: 'compliance-by-gate' },
});

/** On the way to a broken promise. */
export const complianceLow = alert({
  alert: 'FrameworkQualityGateComplianceLow',
  when: and(below(compliance1h, percent(85)), atLeast(failedIn('1h'), 10)),
  for: '10m',
  severity: 'medium',
  summary: 'Only {{ $value | humanizePercentage }} of quality checks pass.',
  description: 'Over an hour, in {{ $labels.environment }}; 85 % are the least, and 90 % are promised.',
  shownBy: { dashboard: 'development-metrics', panel: 'compliance-by-gate' },
});

/** What the target of 90 % is about. */
export const gateCompliance = objective({
  objective: 'gate-compliance',
  title: 'Quality checks that pass',
  alert: 'FrameworkQualityGates',
  target: percent(90),
  total: executed,
  bad: subtract(executed, compliant),
  failing: 'quality checks fail',
  fewest: 12,
  shownBy: { dashboard: 'service-levels', panel: 'gate-compliance-burn-rate' },
});

/** Rules of this subject. */
export const qualityGates: RuleFile = ruleFile({
  name: 'quality-gates',
  groups: [
    ruleGroup({
      name: 'quality-gates',
      interval: '30s',
      rules: [
        checksByGateAndStatus,
        compliant,
        executed,
        failureRatio,
        compliance1h,
        failuresHigh,
        complianceLow,
      ],
    }),
    ...gateCompliance.groups,
  ],
});
