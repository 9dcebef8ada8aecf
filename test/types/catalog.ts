/** Judged by the compiler: what the catalog's labels allow, in queries and in instrumented code. */
import { sum, where } from '#lib';
import { commandExecutions, commandsRegistered } from '../../catalog/commands.ts';
import { up } from '../../catalog/monitoring.ts';
import { activeSessions, sessionDuration, sessionsStarted } from '../../catalog/sessions.ts';
import type { Metrics } from '../../services/instrumentation/index.ts';

// up exists for every endpoint, and only for those
sum(where(up, { job: 'claude-framework' }), { by: ['job'] });
sum(where(up, { job: 'jaeger-query' }), { by: ['instance'] });
// @ts-expect-error no endpoint has that name
where(up, { job: 'claude-framwork' });
// @ts-expect-error targets carry no environment
where(up, { environment: 'production' });

export function instrumented(metrics: Metrics): void {
  const executions = metrics.of(commandExecutions);
  executions.inc({ command_type: 'task', user_id: 'someone', status: 'success' });
  executions.inc({ command_type: 'task', user_id: 'someone', status: 'failure' }, 2);
  // @ts-expect-error a label is missing
  executions.inc({ command_type: 'task', status: 'success' });
  // @ts-expect-error a label is not declared
  executions.inc({ command_type: 'task', user_id: 'someone', status: 'success', host: 'a' });
  // @ts-expect-error a label has no such value
  executions.inc({ command_type: 'task', user_id: 'someone', status: 'succeeded' });
  // @ts-expect-error environment is on every series already
  executions.inc({ command_type: 'task', user_id: 'someone', status: 'success', environment: 'production' });
  // @ts-expect-error a counter is not set
  executions.set({ command_type: 'task', user_id: 'someone', status: 'success' }, 1);

  metrics.of(sessionDuration).observe({ session_type: 'swarm', agent_count: '2-4', outcome: 'success' }, 12);
  // @ts-expect-error the number of agents is a range
  metrics.of(sessionDuration).observe({ session_type: 'swarm', agent_count: '3', outcome: 'success' }, 12);
  // @ts-expect-error a histogram is not counted up
  metrics.of(sessionDuration).inc({ session_type: 'swarm', agent_count: '2-4', outcome: 'success' });

  metrics.of(activeSessions).set({ session_type: 'swarm' }, 3);
  // @ts-expect-error a gauge is set, and to a number
  metrics.of(activeSessions).set({ session_type: 'swarm' });
  // @ts-expect-error a gauge does not add up
  metrics.of(activeSessions).inc({ session_type: 'swarm' });

  metrics.of(sessionsStarted).inc({ session_type: 'scheduled' });
  metrics.of(commandsRegistered).set({}, 12);
  // @ts-expect-error it has no labels
  metrics.of(commandsRegistered).set({ command_type: 'task' }, 12);
}
