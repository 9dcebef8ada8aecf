import {
  apiRequests,
  circuitBreakerState,
  componentsRegistered,
  errors,
  fallbackInvocations,
  healthStatus,
  operations,
  responseTime,
} from '../../../catalog/availability.ts';
import type { Command, Component, Part, World } from '../world.ts';

/** Median answer in seconds, and the share of operations per command. */
const work = {
  command_parse: { median: 0.024, times: 1, size: { small: 1 } },
  module_load: { median: 0.044, times: 1.2, size: { small: 3, medium: 1 } },
  delegation: { median: 0.056, times: 2.2, size: { small: 1, medium: 1 } },
  quality_gate: { median: 0.06, times: 1.3, size: { medium: 3, large: 1 } },
  github_call: { median: 0.072, times: 0.5, size: { small: 1 } },
  agent_coordination: { median: 0.063, times: 0.4, size: { medium: 1, xlarge: 0.2 } },
  response: { median: 0.036, times: 1, size: { small: 2, medium: 1, large: 0.3 } },
  other: { median: 0.026, times: 0.1, size: { small: 1 } },
} as const;

const components: Readonly<Record<Component, number>> = {
  command_router: 1,
  module_delegator: 2.2,
  session_manager: 0.4,
  quality_gates: 1.3,
  github_integration: 0.5,
  agent_coordinator: 0.4,
  auth: 0.6,
  config: 0.2,
  api: 1.5,
};

const errorTypes = {
  Timeout: 4,
  ModuleNotFound: 3,
  ValidationError: 3,
  RateLimited: 2,
  PermissionDenied: 1,
  Conflict: 1,
} as const;

const routes = [
  ['/api/v1/commands', 'POST', 5],
  ['/api/v1/commands/:id', 'GET', 8],
  ['/api/v1/sessions', 'POST', 1],
  ['/api/v1/sessions/:id', 'GET', 4],
  ['/api/v1/sessions/:id', 'PATCH', 1],
  ['/api/v1/modules', 'GET', 2],
  ['/api/v1/quality-gates/:id', 'GET', 2],
  ['/api/v1/health', 'GET', 3],
] as const;

/** Health, answers, operations and errors; components in trouble err more. */
export function availability(world: World): Part {
  const { random } = world;

  const perform = (command: Command, slowness: number): void => {
    world.of(operations).inc({ component: 'overall', outcome: outcomeOf(command) });
    for (const [operation, { median, times, size }] of Object.entries(work)) {
      for (let at = random.poisson(times); at > 0; at--) {
        const labels = {
          operation_type: operation as keyof typeof work,
          resource_size: random.weighted(size),
        };
        world.of(responseTime).observe(labels, random.lognormal(median * slowness, 0.62));
      }
    }
    for (const [name, times] of Object.entries(components)) {
      for (let at = random.poisson(times); at > 0; at--) operate(name as Component);
    }
  };

  const operate = (component: Component): void => {
    const trouble = world.trouble.get(component) ?? 1;
    const outcome = world.strikes(world.conditions.errors)
      ? 'error'
      : random.weighted({ success: 99.2, degraded: 0.5 * trouble, error: 0.3 * trouble });
    world.of(operations).inc({ component, outcome });
    if (outcome === 'success') return;
    const impact =
      outcome === 'degraded' ? 'command_degraded' : random.weighted({ none: 3, command_failed: 2 });
    world.of(errors).inc({ component, error_type: random.weighted(errorTypes), impact });
    if (outcome === 'degraded') world.of(fallbackInvocations).inc({ component });
  };

  let strangers = 0;
  const request = (): void => {
    const [endpoint, method] = routes[Number(random.weighted(routeShares))] ?? routes[0];
    const status = random.weighted({ '2xx': 97.6, '3xx': 0.6, '4xx': 1.5, '5xx': 0.3 });
    world.of(apiRequests).inc({ endpoint, method, status_code: status });
  };

  return ({ seconds, activity, slowness, commands }) => {
    for (const command of commands) perform(command, slowness);
    for (let at = random.poisson(2.4 * activity * seconds); at > 0; at--) request();
    const { strangers: unknown } = world.conditions;
    for (let at = unknown > 0 ? random.poisson(unknown * seconds) : 0; at > 0; at--) {
      const endpoint = `/api/v1/sessions/${++strangers}`;
      world.of(apiRequests).inc({ endpoint, method: 'GET', status_code: '4xx' });
    }
    for (const component of Object.keys(components) as Component[]) {
      world.of(healthStatus).set({ component }, world.trouble.has(component) ? 0.5 : 1);
    }
    const health = world.conditions.down ? 0 : world.trouble.size > 1 ? 0.5 : 1;
    world.of(healthStatus).set({ component: 'overall' }, health);
    world.of(componentsRegistered).set({}, Object.keys(components).length + 1);
    const breakers = {
      github: 'github_integration',
      llm: 'agent_coordinator',
      'module-loader': 'module_delegator',
    } as const;
    for (const [breaker, component] of Object.entries(breakers)) {
      world.of(circuitBreakerState).set({ breaker }, world.trouble.has(component) ? 0.5 : 0);
    }
  };
}

const routeShares = Object.fromEntries(routes.map(([, , share], at) => [String(at), share]));

const outcomeOf = ({ status }: Command): 'success' | 'degraded' | 'error' =>
  status === 'failure' || status === 'timeout' ? 'error' : status === 'degraded' ? 'degraded' : 'success';
