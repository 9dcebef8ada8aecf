import { counter, gauge, keyword, oneOf, optional, prose, upTo } from '#lib';
import { framework } from './jobs.ts';
import { logEvent } from './log-events.ts';

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

// Log events

/** Kept for a year: who tried to get in, and failed. */
export const authenticationFailed = logEvent({
  name: 'authentication_failed',
  help: 'Somebody was not let in, or not allowed to do what they asked for.',
  category: 'security',
  levels: ['WARN'],
  fields: {
    method: keyword(oneOf('sso', 'token', 'api_key', 'session'), 'How they proved who they are.'),
    auth_outcome: keyword(oneOf('failure', 'denied'), 'Whether they are unknown, or known and not allowed.'),
    source_address: keyword(upTo(10_000, '203.0.113.7'), 'Address that asked.', { privacy: 'identity' }),
    reason: optional(keyword(upTo(20, 'expired', 'wrong_password', 'missing_role'), 'Why.')),
  },
});

/** Kept for a year: a module of security did not get to say no. */
export const securityModuleBypassed = logEvent({
  name: 'security_module_bypassed',
  help: 'A module of security was left out, overridden or tampered with.',
  category: 'security',
  levels: ['ERROR'],
  fields: {
    module: keyword(upTo(60, 'security-review.md', 'threat-modeling.md'), 'File of the module.'),
    detection: keyword(oneOf('policy', 'missing_gate', 'override', 'tamper'), 'How it was found out.'),
    command_context: optional(
      prose('The command that was running, with its arguments.', { example: '/task deploy --skip-review' }),
    ),
  },
});

/** Kept for a year: something was seen where it must not be. What it was is not written down again. */
export const sensitiveDataExposed = logEvent({
  name: 'sensitive_data_exposed',
  help: 'A secret or personal data were found where they must not be.',
  category: 'security',
  levels: ['ERROR'],
  fields: {
    data_class: keyword(oneOf('secret', 'pii', 'credential', 'source'), 'What it was.'),
    channel: keyword(oneOf('log', 'trace', 'response', 'github', 'metric'), 'Where it was seen.'),
    recovery_action: optional(keyword(upTo(20, 'redacted', 'revoked', 'none'), 'What was done about it.')),
  },
});

/** Kept for seven years: who changed what the framework may do. */
export const configurationChanged = logEvent({
  name: 'configuration_changed',
  help: 'Configuration, permissions or a quality gate were changed, by whom, and who agreed.',
  category: 'audit',
  levels: ['INFO'],
  fields: {
    actor: keyword(upTo(500, 'ops@example.com'), 'Who did it.', { privacy: 'identity' }),
    approved_by: optional(keyword(upTo(500, 'lead@example.com'), 'Who agreed.', { privacy: 'identity' })),
    config_name: keyword(
      upTo(30, 'commands', 'modules', 'quality-gates', 'permissions', 'integrations'),
      'What was changed.',
    ),
    change: prose('The change in words.', { example: 'coverage gate lowered from 90 to 85' }),
    revision: optional(keyword(upTo(1000, '9fceb02'), 'Revision that holds it from now on.')),
  },
});
