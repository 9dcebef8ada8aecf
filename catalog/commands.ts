import { counter, gauge, histogram, keyword, list, long, object, oneOf, optional, prose, upTo } from '#lib';
import { command } from './buckets.ts';
import { framework } from './jobs.ts';
import { commandType, complexity } from './labels.ts';
import { logEvent } from './log-events.ts';

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

// Log events

/** A command with everything that came of it: the one line to look for first. */
export const commandExecuted = logEvent({
  name: 'command_executed',
  help: 'A command ended: what was asked, which modules and gates took part, and what it left in the repository.',
  category: 'command',
  levels: ['INFO', 'WARN'],
  knownBy: 'command',
  fields: {
    command: keyword(
      upTo(60, '/task', '/swarm', '/auto-provision'),
      'Command as it was typed, without arguments.',
    ),
    command_type: optional(keyword(commandType, 'Type of the command, as metrics have it.')),
    complexity_level: optional(keyword(complexity, 'How much work it was judged to be.')),
    status: optional(
      keyword(
        oneOf('success', 'degraded', 'failure', 'timeout', 'cancelled', 'rejected'),
        'How it ended, as metrics have it.',
      ),
    ),
    duration_ms: optional(long('milliseconds', 'From accepting it to its last answer.', { example: 1840 })),
    module_delegations: list(
      object('Modules that were asked, in order.', {
        module: keyword(upTo(60, 'task-management.md', 'tdd.md'), 'File of the module.'),
        status: keyword(oneOf('success', 'failure', 'fallback'), 'How the delegation ended.'),
        duration_ms: long('milliseconds', 'How long the module took.', { example: 150 }),
      }),
    ),
    quality_gates: list(
      object('Quality gates that were run, in order.', {
        gate: keyword(upTo(30, 'tdd_compliance', 'security_review'), 'Name of the gate.'),
        status: keyword(oneOf('passed', 'warning', 'failed', 'error', 'skipped'), 'What the gate said.'),
        details: optional(prose('Why, in the words of the gate.', { example: '90% test coverage achieved' })),
      }),
    ),
    github_integration: optional(
      object('What it left on GitHub.', {
        issues_created: long('count', 'Issues opened.', { example: 1 }),
        commits_made: long('count', 'Commits pushed.', { example: 3 }),
        branch: keyword(upTo(1000, 'main'), 'Branch it worked on.'),
      }),
    ),
    failed_modules: optional(
      list(
        keyword(
          upTo(60, 'tdd.md'),
          'Modules whose delegation failed: within a list, status and module are not told together.',
        ),
      ),
    ),
    failed_gates: optional(
      list(
        keyword(
          upTo(30, 'tdd_compliance'),
          'Gates that did not pass: within a list, status and gate are not told together.',
        ),
      ),
    ),
  },
  derive: ({ module_delegations, quality_gates }) => {
    const modules = module_delegations.filter(({ status }) => status === 'failure');
    const gates = quality_gates.filter(({ status }) => status === 'failed' || status === 'error');
    return {
      ...(modules.length > 0 && { failed_modules: modules.map(({ module }) => module) }),
      ...(gates.length > 0 && { failed_gates: gates.map(({ gate }) => gate) }),
    };
  },
});
