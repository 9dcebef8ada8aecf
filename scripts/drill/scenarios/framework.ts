import type { DrillScenario } from '../scenario.ts';

/*
 * What users of the framework notice, or will soon.
 */

const people1 = ['critical-level-1', 'incidents'] as const;
const people2 = ['high-level-2', 'incidents'] as const;

/** What fires where commands fail, sooner or later: error budgets look back for hours, and a drill has a short past. */
const commandBudgets = [
  'FrameworkAvailabilityBudgetBurnFast',
  'FrameworkAvailabilityBudgetBurnSlow',
  'FrameworkAvailabilityBudgetBurnTicket',
];

/** What automation does about errors. */
const respondsToErrors = [
  { action: 'enable_circuit_breaker', undone: true },
  { action: 'redirect_to_fallback_modules', undone: true },
  { action: 'notify_on_call_engineer', undone: true },
  { action: 'create_incident_ticket' },
] as const;

/** Scenarios by name. */
export const framework = {
  gone: {
    says: 'The framework is gone, and level 1 is called.',
    faults: [{ fault: 'gone', for: '5m' }],
    alerts: [{ alert: 'FrameworkUnavailable', labels: { seen: 'from-outside' }, to: people1 }],
  },
  outage: {
    says: 'The framework says that it is down: automation acts, and level 2 is asked when level 1 is silent.',
    faults: [{ fault: 'outage', for: '12m' }],
    alerts: [
      { alert: 'FrameworkUnavailable', labels: { seen: 'from-inside' }, to: people1 },
      { alert: 'FrameworkAutomationHighErrorRate', to: ['responses'] },
    ],
    actions: [...respondsToErrors, { action: 'escalate' }],
    may: [
      ...commandBudgets,
      'FrameworkCommandFailureRateCritical',
      'FrameworkErrorRateHigh',
      'FrameworkSessionFailureRateHigh',
    ],
  },
  'long-outage': {
    says: 'An outage lasts for more than two hours, and leadership is called.',
    faults: [{ fault: 'outage', for: '2h12m' }],
    alerts: [
      { alert: 'FrameworkUnavailable', labels: { seen: 'from-inside' }, to: people1 },
      { alert: 'FrameworkExecutiveEscalation', labels: { seen: 'by-alerts' }, to: ['executive'] },
      // The incident stays open while the budget burns for what was, but nothing of it is critical any more.
      { alert: 'FrameworkExecutiveEscalation', labels: { seen: 'by-incidents' }, to: ['executive'] },
    ],
    actions: [{ action: 'escalate' }],
    may: [
      ...commandBudgets,
      'FrameworkAutomationHighErrorRate',
      'FrameworkCommandFailureRateCritical',
      'FrameworkErrorRateHigh',
      'FrameworkSessionFailureRateHigh',
      'FrameworkUsagePatternAnomaly',
    ],
  },
  'error-burst': {
    says: 'One command in five fails: people are called, automation acts, the error budget burns.',
    faults: [{ fault: 'error-burst', for: '10m' }],
    alerts: [
      { alert: 'FrameworkCommandFailureRateCritical', to: people1 },
      { alert: 'FrameworkAvailabilityBudgetBurnFast', to: people1 },
      { alert: 'FrameworkErrorRateHigh', to: people2 },
      { alert: 'FrameworkAutomationHighErrorRate', to: ['responses'] },
    ],
    actions: respondsToErrors,
    may: commandBudgets,
  },
  'automation-broken': {
    says: 'Automation wants to act, and what it acts on is out of order: people must know.',
    faults: [{ fault: 'error-burst', for: '8m' }],
    targetsBroken: true,
    alerts: [
      { alert: 'FrameworkAutomationHighErrorRate', to: ['responses'] },
      { alert: 'MonitoringAutomationFailing', to: people2 },
    ],
    actions: [
      { action: 'enable_circuit_breaker', comes: 'failed' },
      { action: 'create_incident_ticket', comes: 'failed' },
    ],
    may: [...commandBudgets, 'FrameworkCommandFailureRateCritical', 'FrameworkErrorRateHigh'],
  },
  errors: {
    says: 'Some work ends in an error, not enough for automation: level 2 is called.',
    faults: [{ fault: 'errors', for: '12m' }],
    alerts: [{ alert: 'FrameworkErrorRateHigh', to: people2 }],
  },
  slow: {
    says: 'Answers take seconds: level 1 is called, automation acts and asks before it checks less.',
    faults: [{ fault: 'slow', for: '9m' }],
    alerts: [
      { alert: 'FrameworkResponseTimeCritical', to: people1 },
      // Kept quiet by the one above.
      { alert: 'FrameworkResponseTimeSLABreach', to: [] },
      { alert: 'FrameworkAutomationPerformanceDegradation', to: ['responses'] },
    ],
    actions: [
      { action: 'enable_auto_scaling', undone: true },
      { action: 'optimize_module_caching', undone: true },
      { action: 'reduce_quality_gate_scope', comes: 'approval-wanted' },
      { action: 'alert_performance_team' },
    ],
    may: ['FrameworkLatencyBudgetBurnTicket', 'FrameworkPerformanceTrendDegradation'],
  },
  sluggish: {
    says: 'Answers take longer than is promised: level 2 is called.',
    faults: [{ fault: 'sluggish', for: '12m' }],
    alerts: [{ alert: 'FrameworkResponseTimeSLABreach', to: people2 }],
    may: ['FrameworkPerformanceTrendDegradation'],
  },
  'github-down': {
    says: 'GitHub refuses every call: level 1 is called.',
    faults: [{ fault: 'github-down', for: '10m' }],
    alerts: [{ alert: 'FrameworkGithubIntegrationFailing', to: people1 }],
  },
  'module-failures': {
    says: 'Delegations fail and modules cannot be loaded: one call, not two.',
    faults: [{ fault: 'module-failures', for: '7m' }],
    alerts: [
      { alert: 'FrameworkModuleDelegationFailuresCritical', to: people1 },
      // Kept quiet by the one above.
      { alert: 'FrameworkModuleLoadFailuresHigh', to: [] },
    ],
  },
  saturation: {
    says: 'The processor is full: automation makes room, and level 2 is called when that does not help.',
    faults: [{ fault: 'saturation', for: '14m' }],
    alerts: [
      { alert: 'FrameworkAutomationResourceExhaustion', to: ['responses'] },
      { alert: 'FrameworkResourceUtilizationHigh', to: people2 },
    ],
    actions: [
      { action: 'scale_infrastructure_pods', undone: true },
      { action: 'enable_request_throttling', undone: true },
      { action: 'purge_non_essential_caches' },
      { action: 'escalate_to_infrastructure_team', undone: true },
    ],
  },
  'memory-pressure': {
    says: 'Memory fills up: the team reads it in its channel.',
    faults: [{ fault: 'memory-pressure', for: '38m' }],
    alerts: [{ alert: 'FrameworkCapacityThresholdApproaching', to: ['team'] }],
  },
  'gate-failures': {
    says: 'Quality gates fail twice in five checks: level 2 is called.',
    faults: [{ fault: 'gate-failures', for: '10m' }],
    alerts: [{ alert: 'FrameworkQualityGateFailureRateHigh', to: people2 }],
    may: [
      'FrameworkQualityGateComplianceLow',
      'FrameworkQualityGatesBudgetBurnSlow',
      'FrameworkQualityGatesBudgetBurnTicket',
    ],
  },
  'poor-gates': {
    says: 'Quality gates have failed so often for an hour that the team hears of it.',
    faults: [{ fault: 'gate-failures', for: '45m' }],
    alerts: [
      { alert: 'FrameworkQualityGateFailureRateHigh', to: people2 },
      // Its hour is longer than the drill, and the alert above keeps it quiet.
      { alert: 'FrameworkQualityGateComplianceLow', to: [], lasts: true },
    ],
    may: ['FrameworkQualityGatesBudgetBurnSlow', 'FrameworkQualityGatesBudgetBurnTicket'],
  },
  'session-failures': {
    says: 'Two sessions in five fail: level 2 is called.',
    faults: [{ fault: 'session-failures', for: '20m' }],
    alerts: [{ alert: 'FrameworkSessionFailureRateHigh', to: people2 }],
  },
  'undocumented-modules': {
    says: 'Modules lack documentation for an hour: the team reads it.',
    faults: [{ fault: 'undocumented-modules', for: '70m' }],
    alerts: [{ alert: 'FrameworkDocumentationCoverageGap', to: ['team'] }],
  },
  'unread-findings': {
    says: 'Nobody reads what the analyser found: it is in the next digest.',
    faults: [{ fault: 'unread-findings', for: '85m' }],
    alerts: [
      { alert: 'FrameworkResourceOptimizationAvailable', labels: { finding: 'analyser' }, to: ['digest'] },
      { alert: 'FrameworkModuleUsageInsightsReady', labels: { finding: 'analyser' }, to: ['digest'] },
      { alert: 'FrameworkPerformanceImprovementSuggested', labels: { finding: 'analyser' }, to: ['digest'] },
    ],
  },
} as const satisfies Readonly<Record<string, DrillScenario>>;
