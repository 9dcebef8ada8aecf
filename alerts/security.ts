import {
  above,
  alert,
  anyOf,
  equal,
  increase,
  min,
  or,
  type RuleFile,
  raw,
  record,
  ruleFile,
  ruleGroup,
  sum,
  where,
} from '#lib';
import { up } from '../catalog/monitoring.ts';
import {
  authAttempts,
  configIntegrity,
  securityModuleBypass,
  sensitiveDataExposures,
} from '../catalog/security.ts';

/*
 * Security. Single events page here, and the first event of a counter is one that increase() cannot see: it needs a sample
 * before. Processes start their counters at 0; where one does not, a series that was not there a while ago counts as new,
 * but only if its process was scraped then: after a gap in the scrapes nothing is new.
 */

const refused = where(authAttempts, { outcome: anyOf('failure', 'denied') });

/**
 * Counted, not extrapolated: increase() of a minute holds four samples, and makes eleven of eight. A counter that shrank
 * belongs to a process that started anew.
 */
export const authFailures = record({
  record: 'environment:framework_auth_failures:delta1m',
  help: 'Attempts to authenticate that failed or were denied in the last minute, counted exactly.',
  as: raw('count', ['environment'])`sum by (environment) (
  (${refused} - ${refused} offset 1m >= 0)
  or ((${refused} unless ${refused} offset 1m) and on (job, instance) (${up} offset 1m == 1))
)`,
});

/** Somebody tries passwords. */
export const unauthorizedAccess = alert({
  alert: 'FrameworkUnauthorizedAccessAttempts',
  when: above(authFailures, 10),
  keepFiringFor: '5m',
  severity: 'critical',
  summary: '{{ $value | humanize }} attempts to get in were refused within a minute.',
  description: 'In {{ $labels.environment }}. More than 10 in a minute are no typing errors.',
  shownBy: { dashboard: 'operations-monitoring', panel: 'refused-logins' },
});

const bornBypass = raw('count', ['environment', 'module', 'detection'])`
sum by (environment, module, detection) (
  (${securityModuleBypass} > 0 unless ${securityModuleBypass} offset 5m)
  and on (job, instance) (${up} offset 5m == 1)
)`;

/** Every single one. */
export const moduleBypassed = alert({
  alert: 'FrameworkSecurityModuleBypass',
  when: or(
    above(sum(increase(securityModuleBypass, '5m'), { by: ['environment', 'module', 'detection'] }), 0),
    bornBypass,
  ),
  keepFiringFor: '15m',
  severity: 'critical',
  summary: 'The security module {{ $labels.module }} was bypassed ({{ $labels.detection }}).',
  description: 'Something ran in {{ $labels.environment }} without a module that must see it first.',
  shownBy: { dashboard: 'operations-monitoring', panel: 'security-events' },
});

const bornExposure = raw('count', ['environment', 'data_class', 'channel'])`
sum by (environment, data_class, channel) (
  (${sensitiveDataExposures} > 0 unless ${sensitiveDataExposures} offset 5m)
  and on (job, instance) (${up} offset 5m == 1)
)`;

/** Every single one. */
export const dataExposed = alert({
  alert: 'FrameworkSensitiveDataExposure',
  when: or(
    above(sum(increase(sensitiveDataExposures, '5m'), { by: ['environment', 'data_class', 'channel'] }), 0),
    bornExposure,
  ),
  keepFiringFor: '15m',
  severity: 'critical',
  summary: 'Sensitive data ({{ $labels.data_class }}) left through {{ $labels.channel }}.',
  description: 'Found on its way out in {{ $labels.environment }}. A breach until the opposite is known.',
  shownBy: { dashboard: 'operations-monitoring', panel: 'security-events' },
});

/** A file is not what was signed. One bad read is not enough. */
export const configurationCorrupted = alert({
  alert: 'FrameworkConfigurationCorruption',
  when: equal(min(configIntegrity, { by: ['environment', 'config_name'] }), 0),
  for: '30s',
  severity: 'critical',
  summary: 'The configuration {{ $labels.config_name }} is corrupt.',
  description: 'Its checksum or its schema does not hold in {{ $labels.environment }}.',
  shownBy: { dashboard: 'operations-monitoring', panel: 'configuration-integrity' },
});

/** Rules of this subject. */
export const security: RuleFile = ruleFile({
  name: 'security',
  groups: [
    ruleGroup({
      name: 'security',
      interval: '15s',
      rules: [authFailures, unauthorizedAccess, moduleBypassed, dataExposed, configurationCorrupted],
    }),
  ],
});
