import { counter, gauge, histogram, oneOf, upTo } from '#lib';
import { command } from './buckets.ts';
import { framework } from './jobs.ts';
import { commandType, complexity } from './labels.ts';

/*
 * Commands: what users ask the framework to do.
 */

// Metrics

/**
 * Bad executions are `failure` and `timeout`. `cancelled` and `rejected` are decisions, not faults: leave them out of a
 * denominator. The only metric with a `user_id`: pseudonymised, at most 200 at a time, and aggregated away by every rule.
 */
export const commandExecutions = counter({
  name: 'framework_command_executions_total',
  help: 'Commands that ended, by type, user and outcome.',
  unit: 'count',
  job: framework,
  labels: {
    command_type: commandType,
    user_id: upTo(200, 'u_3f9c02ab71de'),
    status: oneOf('success', 'degraded', 'failure', 'timeout', 'cancelled', 'rejected'),
  },
  budget: 4000,
  aliases: ['command_executions_total'],
});

/** Wall-clock time, waiting for the model and for people included. */
export const commandDuration = histogram({
  name: 'framework_command_duration_seconds',
  help: 'Time from accepting a command to its last answer.',
  unit: 'seconds',
  job: framework,
  labels: { command_type: commandType, complexity_level: complexity },
  buckets: command,
  aliases: ['command_duration_seconds'],
});

/** Denominator of the share of commands that are seen executing. */
export const commandsRegistered = gauge({
  name: 'framework_commands_registered',
  help: 'Commands that the router knows.',
  unit: 'count',
  job: framework,
});
