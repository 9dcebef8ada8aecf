import type { DrillScenario } from '../scenario.ts';

/*
 * Attacks and leaks, and whether monitoring watches itself.
 */

const guards = ['security', 'incidents'] as const;
const people2 = ['high-level-2', 'incidents'] as const;

/** Scenarios by name. */
export const guarding = {
  'brute-force': {
    says: 'Somebody tries passwords: security is called, in a channel of its own.',
    faults: [{ fault: 'brute-force', for: '5m' }],
    alerts: [{ alert: 'FrameworkUnauthorizedAccessAttempts', to: guards }],
  },
  'guard-bypass': {
    says: 'A security module is bypassed: security is called.',
    faults: [{ fault: 'guard-bypass', for: '3m' }],
    alerts: [{ alert: 'FrameworkSecurityModuleBypass', to: guards }],
  },
  'data-leak': {
    says: 'Secrets appear in the log: security is called.',
    faults: [{ fault: 'data-leak', for: '3m' }],
    alerts: [{ alert: 'FrameworkSensitiveDataExposure', to: guards }],
  },
  'corrupt-config': {
    says: 'The permissions are not what was signed: security is called.',
    faults: [{ fault: 'corrupt-config', for: '3m' }],
    alerts: [{ alert: 'FrameworkConfigurationCorruption', to: guards }],
  },
  'silent-exporter': {
    says: 'The GitHub exporter does not answer: level 2 is called.',
    faults: [{ fault: 'silent-exporter', for: '6m' }],
    alerts: [{ alert: 'MonitoringTargetDown', to: people2 }],
  },
  'late-telemetry': {
    says: 'Logs and traces arrive two minutes late: level 2 is called.',
    faults: [{ fault: 'late-telemetry', for: '8m' }],
    alerts: [{ alert: 'MonitoringIngestionLag', to: people2 }],
  },
  'lost-canaries': {
    says: 'Nobody knows any more whether logs and traces arrive: the team reads it.',
    faults: [{ fault: 'lost-canaries', for: '16m' }],
    alerts: [{ alert: 'MonitoringCanaryMissing', to: ['team'] }],
  },
  'wild-labels': {
    says: 'A label takes ever new values: the metric folds them, and the team reads it.',
    faults: [{ fault: 'wild-labels', for: '22m' }],
    // It looks back for an hour.
    alerts: [{ alert: 'MonitoringCardinalityHigh', to: ['team'], lasts: true }],
  },
} as const satisfies Readonly<Record<string, DrillScenario>>;
