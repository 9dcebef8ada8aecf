import { errorRaised, performanceDegraded } from '../../catalog/availability.ts';
import { commandExecuted } from '../../catalog/commands.ts';
import { qualityGateFailed } from '../../catalog/quality-gates.ts';
import { authenticationFailed, configurationChanged } from '../../catalog/security.ts';
import { createLogger, logFile } from '../instrumentation/index.ts';
import { usualSeconds } from './parts/commands.ts';
import { createRandom, type Random } from './random.ts';
import type { Command, CommandType, Part } from './world.ts';

const events = {
  commandExecuted,
  errorRaised,
  performanceDegraded,
  qualityGateFailed,
  authenticationFailed,
  configurationChanged,
};

/** What a simulated framework writes down of what it does. */
export interface SimulatedLog {
  /** Writes the lines of a step. */
  readonly witness: Part;
  close(): Promise<void>;
}

/** Where the log goes. `seed` is that of the simulation: metrics and log then have the same names for users. */
export interface SimulatedLogOptions {
  readonly file: string;
  readonly seed: number;
  readonly environment: string;
}

const modules: Readonly<Record<CommandType, readonly [string, ...string[]]>> = {
  task: ['task-management.md', 'tdd.md'],
  swarm: ['multi-agent.md', 'task-management.md'],
  query: ['research-analysis.md'],
  auto: ['intelligent-routing.md'],
  dev: ['tdd.md', 'code-quality.md'],
  init: ['project-initialization.md'],
  session: ['session-management.md'],
  docs: ['documentation.md'],
  protocol: ['protocol.md'],
  test: ['tdd.md'],
};

/**
 * The log of a simulated framework: a line for each command, and for what goes wrong on the way. It draws on chances of its own, so a
 * simulation is the same with and without it.
 */
export function createLog({ file, seed, environment }: SimulatedLogOptions): SimulatedLog {
  const sink = logFile(file);
  const log = createLogger({
    events,
    sinks: [{ sink }],
    environment,
    version: '2.4.1',
    userKey: `simulator ${seed}`,
  });
  const random = createRandom(seed ^ 0x10f);
  const tellCommand = (command: Command, slowness: number): void => {
    const { type, status } = command;
    const failed = status === 'failure' || status === 'timeout';
    const seconds = status === 'timeout' ? 1800 : random.lognormal(usualSeconds(type) * slowness, 0.7);
    const milliseconds = Math.round(seconds * 1000);
    const session = {
      user_id: command.user,
      session_id: `sess_${hex(random, 6)}`,
    };
    const gate = type === 'dev' || type === 'test' || type === 'task';
    const passed = random.chance(0.97);
    log.commandExecuted({
      ...session,
      level: failed ? 'WARN' : 'INFO',
      component: 'command_router',
      command: `/${type}`,
      command_type: type,
      complexity_level: command.complexity,
      status,
      duration_ms: milliseconds,
      module_delegations: modules[type].map((module) => ({
        module,
        status: failed ? 'failure' : 'success',
        duration_ms: Math.round((milliseconds * 0.8) / modules[type].length),
      })),
      quality_gates: gate ? [{ gate: 'tdd_compliance', status: passed ? 'passed' : 'warning' }] : [],
    });
    if (gate && !passed)
      log.qualityGateFailed({
        ...session,
        component: 'quality_gates',
        gate: 'tdd_compliance',
        gate_status: 'warning',
        severity: 'medium',
        current_value: Math.round(random.between(70, 89)),
        threshold: 90,
        details: 'Less is covered by tests than was asked for.',
        recommended_actions: ['add_tests'],
      });
    if (failed)
      log.errorRaised({
        ...session,
        component: 'command_router',
        error_type: status === 'timeout' ? 'Timeout' : 'ModuleNotFound',
        error_message:
          status === 'timeout' ? 'No answer within 1800 s' : `Module '${modules[type][0]}' not found`,
        command_context: `/${type}`,
        recovery_action: 'none',
        impact: 'command_failed',
      });
  };

  return {
    witness: ({ commands, seconds, activity, slowness }) => {
      for (const command of commands) tellCommand(command, slowness);
      for (let at = random.poisson(0.003 * activity * seconds); at > 0; at--)
        log.authenticationFailed({
          component: 'auth',
          method: random.pick(['token', 'session', 'api_key']),
          auth_outcome: 'failure',
          // TEST-NET-3 of RFC 5737: nobody's.
          source_address: `203.0.113.${Math.floor(random.between(1, 255))}`,
          reason: random.pick(['expired', 'wrong_password']),
        });
      if (random.chance(0.0005 * seconds))
        log.performanceDegraded({
          component: 'performance_monitor',
          metric: 'response_time_degradation',
          current_value: Math.round(210 * slowness),
          threshold: 200,
          trend: slowness > 1 ? 'increasing' : 'stable',
          potential_causes: ['high_concurrent_sessions'],
        });
      if (random.chance(0.0001 * seconds))
        log.configurationChanged({
          component: 'config',
          actor: 'ops@example.com',
          config_name: 'quality-gates',
          change: 'coverage gate lowered from 90 to 85',
        });
    },
    close: () => sink.close(),
  };
}

/** A number of bytes in hexadecimal digits. */
const hex = (random: Random, bytes: number): string =>
  Array.from({ length: bytes }, () => Math.floor(random.between(0, 256)).toString(16).padStart(2, '0')).join(
    '',
  );
