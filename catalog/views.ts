import { keyword, type LogView, logView, moment, object, prose, upTo } from '#lib';
import { errorRaised, performanceDegraded } from './availability.ts';
import { commandExecuted } from './commands.ts';
import { deploymentFinished } from './delivery.ts';
import { githubOperationFailed } from './github.ts';
import { automationActed } from './incidents.ts';
import { moduleLoaded } from './modules.ts';
import { logEventRefused } from './monitoring.ts';
import { qualityGateFailed } from './quality-gates.ts';
import {
  authenticationFailed,
  configurationChanged,
  securityModuleBypassed,
  sensitiveDataExposed,
} from './security.ts';
import { sessionEnded } from './sessions.ts';

/*
 * Log events that are read together: each view is a data view in Kibana, and what a log panel in Grafana shows.
 */

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

/** Fields of a dead letter that can be asked for: why it is one. What the document itself says is kept, and not indexed. */
const deadLetter = {
  dead_letter: object('Why Elasticsearch refused it.', {
    plugin_id: keyword(upTo(5, 'logs'), 'Output of Logstash that sent it.'),
    reason: prose('What Elasticsearch said.', { example: 'mapper_parsing_exception' }),
    refused_at: moment('When it was refused.'),
  }),
};

/** Documents that Elasticsearch refused, of any event or none. */
export const deadLetters: LogView<typeof deadLetter, 'framework-dead-letters'> = {
  id: 'framework-dead-letters',
  title: 'Dead letters',
  pattern: 'framework-dead-letters-*',
  timeField: '@timestamp',
  events: [],
  fields: deadLetter,
};
