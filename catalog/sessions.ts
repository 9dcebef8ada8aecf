import { counter, gauge, histogram, keyword, long, oneOf } from '#lib';
import { session } from './buckets.ts';
import { framework } from './jobs.ts';
import { sessionOutcome, sessionType } from './labels.ts';
import { logEvent } from './log-events.ts';

/*
 * Sessions: a user's work from start to end, over many commands.
 */

// Metrics

/** Sessions that began. */
export const sessionsStarted = counter({
  name: 'framework_sessions_started_total',
  help: 'Sessions started, by type.',
  unit: 'count',
  job: framework,
  labels: { session_type: sessionType },
});

/** Bad ends are `failure` and `timeout`; a user may abandon or cancel a session that was fine. */
export const sessionsEnded = counter({
  name: 'framework_sessions_ended_total',
  help: 'Sessions ended, by type and outcome.',
  unit: 'count',
  job: framework,
  labels: { session_type: sessionType, outcome: sessionOutcome },
});

/** Agents are counted in ranges: the exact number would be a series each. */
export const sessionDuration = histogram({
  name: 'framework_session_duration_seconds',
  help: 'Lifetime of sessions that ended.',
  unit: 'seconds',
  job: framework,
  labels: {
    session_type: sessionType,
    agent_count: oneOf('1', '2-4', '5-9', '10+'),
    outcome: sessionOutcome,
  },
  buckets: session,
  aliases: ['session_duration_seconds'],
});

/** Sessions that are open. */
export const activeSessions = gauge({
  name: 'framework_active_sessions',
  help: 'Sessions open now, by type.',
  unit: 'count',
  job: framework,
  labels: { session_type: sessionType },
  aliases: ['concurrent_sessions_active'],
});

// Log events

/** Who works how: the line behind the dashboards of users. */
export const sessionEnded = logEvent({
  name: 'session_ended',
  help: 'A session ended: of which kind, how, and how much was done in it.',
  category: 'command',
  levels: ['INFO', 'WARN'],
  fields: {
    session_type: keyword(sessionType, 'How its work was organised.'),
    outcome: keyword(sessionOutcome, 'How it ended.'),
    duration_ms: long('milliseconds', 'From its first command to its end.', { example: 1_260_000 }),
    commands: long('count', 'Commands that were run in it.', { example: 14 }),
    agents: long('count', 'Agents that took part.', { example: 3 }),
  },
});
