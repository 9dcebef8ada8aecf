import { keyword, logEvents, moment, oneOf, optional, prose, upTo, user } from '#lib';
import { component, environment } from './labels.ts';

/*
 * What every log event has. Documents that know nothing of this catalog (the framework's older loggers write such) have at
 * least the first three; shipping adds `event` and `category` to them.
 */

/** Part of the framework that wrote it: those that metrics know, and those that only watch. */
const writer = oneOf(...component.values, 'performance_monitor', 'security_monitor', 'responder');

/** A session, as metrics do not know it: there are too many. */
export const sessionId = keyword(upTo(100_000, 'sess_abc123'), 'Session it happened in.');

/** Declares a log event of the catalog. */
export const logEvent = logEvents({
  timestamp: moment('When it happened, by the clock of the machine.'),
  level: keyword(oneOf('DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'), 'How bad it is.'),
  component: keyword(writer, 'Part of the framework that wrote it.'),
  event: optional(keyword(upTo(40, 'command_executed'), 'Which event of the catalog it is.')),
  category: optional(
    keyword(oneOf('audit', 'command', 'error', 'performance', 'security'), 'What it is kept for.'),
  ),
  message: optional(prose('The event in words.', { example: 'A command ended.' })),
  user_id: optional(user('Who asked for it, as a pseudonym.')),
  session_id: optional(sessionId),
  trace_id: optional(
    keyword(upTo(1_000_000, '4bf92f3577b34da6a3ce929d0e0e4736'), 'Trace that it is a part of.'),
  ),
  span_id: optional(keyword(upTo(1_000_000, '00f067aa0ba902b7'), 'Span in which it was written.')),
  environment: optional(keyword(environment, 'Where the process runs.')),
  service_version: optional(keyword(upTo(5, '2.4.1'), 'Version of the framework that wrote it.')),
});
