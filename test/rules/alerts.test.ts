import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { project } from '../../scripts/project.ts';
import { print } from '../../src/promql/print.ts';

const alerts = project.rules.flatMap(({ name, groups }) =>
  groups.flatMap(({ rules }) =>
    rules.flatMap((rule) => (rule.type === 'alert' ? [{ ...rule, subject: name }] : [])),
  ),
);
const named = (name: string) => alerts.filter(({ alert }) => alert === name);

/** What the specification asks for: severity, limit, and how long; "in a window" is the window of what is compared. */
const specified: Readonly<Record<string, readonly [severity: string, query: RegExp, wait?: string]>> = {
  FrameworkUnavailable: ['critical', /== 0$/, '1m'],
  FrameworkCommandFailureRateCritical: ['critical', /_failures:ratio_rate5m > 0\.05 and/],
  FrameworkResponseTimeCritical: ['critical', /:p95_1m > 0\.5$/, '2m'],
  FrameworkUnauthorizedAccessAttempts: ['critical', /auth_failures:delta1m > 10$/],
  FrameworkSecurityModuleBypass: ['critical', /security_module_bypass_total/],
  FrameworkSensitiveDataExposure: ['critical', /sensitive_data_exposures_total/],
  FrameworkConfigurationCorruption: ['critical', /config_integrity_status\) == 0$/, '30s'],
  FrameworkModuleDelegationFailuresCritical: ['critical', /ratio_rate1m > 0\.5 and/],
  FrameworkGithubIntegrationFailing: ['critical', /ratio_rate2m > 0\.9 and/, '5m'],
  FrameworkResponseTimeSLABreach: ['high', /:p95_2m > 0\.2$/, '5m'],
  FrameworkResourceUtilizationHigh: ['high', /=~"cpu\|memory"\} > 80$/, '10m'],
  FrameworkQualityGateFailureRateHigh: ['high', /ratio_rate10m > 0\.2 and/],
  FrameworkErrorRateHigh: ['high', /errors:ratio_rate10m > 0\.02 and/],
  FrameworkSessionFailureRateHigh: ['high', /ratio_rate15m > 0\.1 and/],
  FrameworkModuleLoadFailuresHigh: ['high', /ratio_rate5m > 0\.25 and/],
  FrameworkCapacityThresholdApproaching: ['medium', /> 70$/, '30m'],
  FrameworkUsagePatternAnomaly: ['medium', /deviation_1w > 3 and/, '15m'],
  FrameworkPerformanceTrendDegradation: ['medium', /offset 1h/, '15m'],
  FrameworkQualityGateComplianceLow: ['medium', /ratio_rate1h < 0\.85 and/, '10m'],
  FrameworkDocumentationCoverageGap: ['medium', /< 80$/, '1h'],
  FrameworkUserFeedbackScoreDecline: ['medium', /feedback_score/, '1h'],
  FrameworkResourceOptimizationAvailable: ['low', /./, '1h'],
  FrameworkModuleUsageInsightsReady: ['low', /./, '1h'],
  FrameworkPerformanceImprovementSuggested: ['low', /./, '1h'],
  FrameworkAutomationHighErrorRate: ['critical', /ratio_rate1m > 0\.05 and/, '2m'],
  FrameworkAutomationPerformanceDegradation: ['high', /:p95_1m > 0\.3$/, '3m'],
  FrameworkAutomationResourceExhaustion: ['high', /="cpu"\} > 90$/, '5m'],
  FrameworkExecutiveEscalation: ['critical', /\[2h:1m\]|> 7200$/],
};

describe('the alerts of the specification', () => {
  for (const [name, [severity, query, wait]] of Object.entries(specified))
    test(`${name} is there, ${severity}, with its limit and its wait`, () => {
      assert.notEqual(named(name).length, 0);
      for (const alert of named(name)) {
        assert.equal(alert.severity, severity);
        assert.match(print(alert.query.node), query);
        assert.equal(alert.for, wait);
      }
    });

  test('set off the automated responses of the specification', () => {
    assert.deepEqual(alerts.flatMap(({ response }) => response ?? []).toSorted(), [
      'high_error_rate',
      'performance_degradation',
      'resource_exhaustion',
    ]);
  });
});

describe('every alert', () => {
  test('says what it means, where it is seen and what to do', () => {
    for (const { alert, annotations, shownBy } of alerts) {
      assert.ok(annotations.description && shownBy, alert);
      assert.match(annotations.dashboard_url ?? '', /^\/d\/[a-z-]+\?viewPanel=\d+/, alert);
      assert.equal(annotations.runbook_url, `alerts/runbooks/${alert}.md`);
    }
  });

  test('is told apart by severity, level and subject', () => {
    for (const { alert, labels, subject, severity, level } of alerts)
      assert.deepEqual(
        { severity: labels.severity, level: labels.level, subject: labels.subject },
        { severity, level, subject },
        alert,
      );
  });

  test('says its sentences as sentences', () => {
    for (const { alert, annotations } of alerts)
      for (const text of [annotations.summary, annotations.description])
        assert.match(text ?? '', /^[A-Z0-9{].*[.?]$/, alert);
  });
});
