import {
  above,
  anyOf,
  avgOverTime,
  divide,
  multiply,
  not,
  or,
  type RuleFile,
  rate,
  ratio,
  record,
  ruleGroup,
  sum,
  sumOverTime,
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

const compliantThinned = record({
  record: 'environment:framework_quality_gate_compliant:rate10m_avg5m',
  help: 'Compliant checks per second, one point every five minutes.',
  as: avgOverTime(compliant, '5m'),
});

const executedThinned = record({
  record: 'environment:framework_quality_gate_executed:rate10m_avg5m',
  help: 'Executed checks per second, one point every five minutes.',
  as: avgOverTime(executed, '5m'),
});

/** What the target of 90 % is about. */
export const compliance30d = record({
  record: 'environment:framework_quality_gate_compliance:ratio_rate30d',
  help: 'Share of executed checks of the last 30 days that complied.',
  as: divide(sumOverTime(compliantThinned, '30d'), above(sumOverTime(executedThinned, '30d'), 0)),
});

/** Rules of this subject. */
export const qualityGates: RuleFile = {
  name: 'quality-gates',
  groups: [
    ruleGroup({
      name: 'quality-gates',
      interval: '30s',
      rules: [checksByGateAndStatus, compliant, executed, compliance1h],
    }),
    ruleGroup({
      name: 'quality-gates-thinned',
      interval: '5m',
      rules: [compliantThinned, executedThinned],
    }),
    ruleGroup({ name: 'quality-gates-30d', interval: '1m', rules: [compliance30d] }),
  ],
};
