import { type KibanaView, logView } from '#lib';
import { errorRaised, performanceDegraded } from '../catalog/availability.ts';
import { commandExecuted } from '../catalog/commands.ts';
import { deploymentFinished } from '../catalog/delivery.ts';
import { githubOperationFailed } from '../catalog/github.ts';
import { automationActed } from '../catalog/incidents.ts';
import { moduleLoaded } from '../catalog/modules.ts';
import { logEventRefused } from '../catalog/monitoring.ts';
import { qualityGateFailed } from '../catalog/quality-gates.ts';
import {
  authenticationFailed,
  configurationChanged,
  securityModuleBypassed,
  sensitiveDataExposed,
} from '../catalog/security.ts';
import { sessionEnded } from '../catalog/sessions.ts';
import { family, restricted, toTrace } from './house.ts';

/** What the framework did, and what went wrong: the lines of commands, modules, sessions and errors, at every level. */
export const frameworkLogs = logView({
  id: 'framework-logs',
  title: 'Framework logs',
  pattern: 'framework-logs-*',
  events: [commandExecuted, moduleLoaded, sessionEnded, errorRaised, githubOperationFailed, logEventRefused],
});

/** What was measured, and missed what was asked for. */
export const performanceLogs = logView({
  id: 'performance-logs',
  title: 'Performance logs',
  pattern: 'performance-logs-*',
  events: [performanceDegraded, qualityGateFailed],
});

/** Who was not let in, and what was tampered with. */
export const securityLogs = logView({
  id: 'framework-security-logs',
  title: 'Security logs',
  pattern: 'framework-security-logs-*',
  events: [authenticationFailed, securityModuleBypassed, sensitiveDataExposed],
});

/** Who changed what, with names: kept for seven years. */
export const auditLogs = logView({
  id: 'framework-audit-logs',
  title: 'Audit logs',
  pattern: 'framework-audit-logs-*',
  events: [deploymentFinished, automationActed, configurationChanged],
});

/** Every view, with what Kibana shows of it. */
export const views: readonly KibanaView[] = [
  { view: frameworkLogs, tags: [family], links: toTrace },
  { view: performanceLogs, tags: [family], links: toTrace },
  { view: securityLogs, tags: [family, restricted], links: toTrace },
  { view: auditLogs, tags: [family, restricted], links: toTrace },
];
