import { counter, gauge, oneOf } from '#lib';
import { framework } from './jobs.ts';
import { moduleCategory, severity } from './labels.ts';

/*
 * Quality gates: whether work meets the standards before it counts as done.
 */

// Metrics

/** Compliance is `passed` and `warning` over everything but `skipped`. */
export const qualityGateChecks = counter({
  name: 'framework_quality_gate_checks_total',
  help: 'Runs of a quality gate, by result and by the severity of what it guards.',
  unit: 'count',
  job: framework,
  labels: {
    gate_type: oneOf(
      'tdd',
      'security',
      'performance',
      'code_quality',
      'documentation',
      'compliance',
      'production',
    ),
    status: oneOf('passed', 'warning', 'failed', 'error', 'skipped'),
    severity,
  },
  aliases: ['quality_gate_checks_total'],
});

/** Denominator of the share of gates that report. */
export const qualityGatesRegistered = gauge({
  name: 'framework_quality_gates_registered',
  help: 'Quality gates that must report.',
  unit: 'count',
  job: framework,
});

/** Line coverage as of the last full test run. */
export const testCoverage = gauge({
  name: 'framework_test_coverage_percentage',
  help: 'Lines covered by tests, 0 to 100, as of the last full run.',
  unit: 'percent',
  job: framework,
  labels: { module_category: moduleCategory, project_type: oneOf('library', 'service', 'cli', 'docs') },
  aliases: ['test_coverage_percentage'],
});
