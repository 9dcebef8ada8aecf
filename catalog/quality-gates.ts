import { counter, double, gauge, keyword, list, oneOf, optional, prose, upTo } from '#lib';
import { framework } from './jobs.ts';
import { moduleCategory, severity } from './labels.ts';
import { logEvent } from './log-events.ts';

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

// Log events

/** A gate that said no has to say why, and to whom. */
export const qualityGateFailed = logEvent({
  name: 'quality_gate_failed',
  help: 'A quality gate did not pass: which, how bad, and what it measured.',
  category: 'performance',
  levels: ['WARN', 'ERROR'],
  knownBy: 'gate',
  fields: {
    gate: keyword(upTo(30, 'tdd_compliance', 'security_review'), 'Name of the gate.'),
    gate_status: keyword(oneOf('warning', 'failed', 'error'), 'What the gate said.'),
    severity: keyword(severity, 'How bad what it guards against is.'),
    current_value: optional(double(undefined, 'What was measured.', { example: 74 })),
    threshold: optional(double(undefined, 'What was asked for.', { example: 90 })),
    details: optional(
      prose('Why, in the words of the gate.', { example: '74% test coverage, 90% asked for' }),
    ),
    recommended_actions: optional(
      list(keyword(upTo(100, 'add_tests', 'optimize_module_delegation'), 'What would help.')),
    ),
  },
});
