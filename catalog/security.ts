import { counter, gauge, oneOf, upTo } from '#lib';
import { framework } from './jobs.ts';

/*
 * Security: who gets in, what is bypassed, what leaks, and whether the configuration is what was signed.
 */

// Metrics

/** `failure` is a wrong credential, `denied` a right one without the permission. */
export const authAttempts = counter({
  name: 'framework_auth_attempts_total',
  help: 'Attempts to authenticate, by method and outcome.',
  unit: 'count',
  job: framework,
  labels: {
    method: oneOf('sso', 'token', 'api_key', 'session'),
    outcome: oneOf('success', 'failure', 'denied'),
  },
});

/** Every single one pages. */
export const securityModuleBypass = counter({
  name: 'framework_security_module_bypass_total',
  help: 'Times a security module was skipped or disabled, by how that was noticed.',
  unit: 'count',
  job: framework,
  labels: {
    module: upTo(10, 'security-review', 'threat-modeling', 'secret-scan'),
    detection: oneOf('policy', 'missing_gate', 'override', 'tamper'),
  },
});

/** Every single one pages. */
export const sensitiveDataExposures = counter({
  name: 'framework_sensitive_data_exposures_total',
  help: 'Sensitive values found on their way out of the framework.',
  unit: 'count',
  job: framework,
  labels: {
    data_class: oneOf('secret', 'pii', 'credential', 'source'),
    channel: oneOf('log', 'trace', 'response', 'github', 'metric'),
  },
});

/** One series per configuration file. */
export const configIntegrity = gauge({
  name: 'framework_config_integrity_status',
  help: '1 while checksum and schema of a configuration file hold, 0 when it is corrupt.',
  unit: 'state',
  job: framework,
  labels: { config_name: upTo(30, 'commands', 'modules', 'quality-gates', 'permissions', 'integrations') },
});

/** Tells an intact configuration from one that nobody verified. */
export const configLastVerified = gauge({
  name: 'framework_config_last_verified_timestamp_seconds',
  help: 'Unix time of the last complete integrity check.',
  unit: 'timestamp',
  job: framework,
});
