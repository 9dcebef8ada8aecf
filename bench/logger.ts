import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import pino from 'pino';
import { errorRaised, performanceDegraded } from '../catalog/availability.ts';
import { commandExecuted } from '../catalog/commands.ts';
import { logLines } from '../catalog/monitoring.ts';
import { createLogger, createMetrics, logFile, type Sink } from '../services/instrumentation/index.ts';
import type { Figure } from './figure.ts';
import { root } from './process.ts';

/** Lines between two looks at the disk: a process that logs does other things, too. */
const burst = 100;

const command = {
  component: 'command_router',
  command: '/task',
  user_id: 'enterprise_user_123',
  session_id: 'sess_abc123',
  status: 'success',
  duration_ms: 1840,
  module_delegations: [
    { module: 'task-management.md', status: 'success', duration_ms: 150 },
    { module: 'tdd.md', status: 'success', duration_ms: 90 },
  ],
  quality_gates: [{ gate: 'tdd_compliance', status: 'passed', details: '90% test coverage achieved' }],
  github_integration: { issues_created: 0, commits_made: 3, branch: 'main' },
} as const;
const error = {
  component: 'module_delegator',
  error_type: 'ModuleNotFound',
  error_message: "Module 'non-existent-module.md' not found",
  command_context: '/swarm complex-feature-development',
  user_id: 'enterprise_user_123',
  session_id: 'sess_abc123',
  stack_trace: Array.from({ length: 8 }, (_, at) => `    at load (modules.ts:${41 + at}:7)`).join('\n'),
  recovery_action: 'fallback_to_default_module',
  impact: 'command_degraded',
} as const;
const performance_ = {
  component: 'performance_monitor',
  metric: 'response_time_degradation',
  current_value: 350,
  threshold: 200,
  trend: 'increasing',
  potential_causes: ['high_concurrent_sessions', 'module_complexity_increase'],
  recommended_actions: ['enable_auto_scaling', 'optimize_module_delegation'],
} as const;

/** Writes the events of the specification's examples through our logger and through bare pino, by turns, into files of the same kind. */
export async function measureLogger(
  lines: number,
  rounds: number,
  say: (progress: string) => void,
): Promise<readonly Figure[]> {
  const folder = join(root, '.sightline/bench/logger');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const sinks = { ours: logFile(join(folder, 'ours.log')), bare: logFile(join(folder, 'bare.log')) };
  const metrics = createMetrics({ metrics: [logLines], labels: { environment: 'bench' } });
  const log = createLogger({
    events: { commandExecuted, errorRaised, performanceDegraded },
    sinks: [{ sink: sinks.ours }],
    environment: 'production',
    version: '2.4.1',
    metrics,
  });
  const bare = barePino(sinks.bare);
  const ours = (): void => {
    log.commandExecuted(command);
    log.errorRaised(error);
    log.performanceDegraded(performance_);
  };
  const plain = (): void => {
    bare.info(command);
    bare.error(error);
    bare.warn(performance_);
  };
  const times: { readonly ours: number; readonly plain: number }[] = [];
  // The first round warms up, and is thrown away.
  for (let round = 0; round <= rounds; round++) {
    say(`logger: round ${round} of ${rounds}`);
    const taken = await race(ours, plain, lines);
    if (round > 0) times.push(taken);
  }
  await Promise.all([sinks.ours.close(), sinks.bare.close()]);
  rmSync(folder, { recursive: true, force: true });
  return [
    {
      id: 'logger-line',
      what: 'A log line by its definition: judged, cleaned, written, counted',
      value: median(times.map((one) => one.ours)),
      unit: 'µs',
    },
    {
      id: 'logger-bare',
      what: 'The same line through bare pino',
      value: median(times.map(({ plain }) => plain)),
      unit: 'µs',
    },
    {
      id: 'logger-ratio',
      what: 'A log line to bare pino',
      value: median(times.map((one) => one.ours / one.plain)),
      unit: 'times',
      goal: 1.5,
    },
  ];
}

/** pino as one would set it up for the same lines, and nothing more. */
const barePino = (sink: Sink): pino.Logger =>
  pino(
    {
      base: { environment: 'production', service_version: '2.4.1' },
      timestamp: () => `,"timestamp":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label.toUpperCase() }) },
    },
    { write: (line: string) => void sink.write(line) },
  );

/**
 * Microseconds that a line costs the one who writes it; what the disk does meanwhile is not waited for. Bursts take turns, so that
 * both sides see the same machine.
 */
async function race(
  ours: () => void,
  plain: () => void,
  lines: number,
): Promise<{ readonly ours: number; readonly plain: number }> {
  const spent = { ours: 0, plain: 0 };
  for (let written = 0; written < lines; written += burst * 3)
    for (const [side, three] of Object.entries({ ours, plain }) as ['ours' | 'plain', () => void][]) {
      const begun = performance.now();
      for (let at = 0; at < burst; at++) three();
      spent[side] += performance.now() - begun;
      await setImmediate();
    }
  return { ours: (spent.ours * 1000) / lines, plain: (spent.plain * 1000) / lines };
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
