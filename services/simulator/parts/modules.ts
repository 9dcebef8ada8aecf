import {
  agentsActive,
  agentTasks,
  documentationCoverage,
  documentationMissing,
  moduleCacheRequests,
  moduleDelegations,
  moduleLoadDuration,
  moduleLoads,
} from '../../../catalog/modules.ts';
import type { CommandType, Part, World } from '../world.ts';

type Category =
  | 'core'
  | 'development'
  | 'quality'
  | 'security'
  | 'github'
  | 'multi_agent'
  | 'planning'
  | 'patterns';

const categories: Readonly<Record<string, Category>> = {
  'task-management': 'core',
  'session-management': 'core',
  'code-quality': 'development',
  refactoring: 'development',
  tdd: 'quality',
  'performance-gates': 'quality',
  'security-review': 'security',
  'threat-modeling': 'security',
  'issue-sync': 'github',
  'swarm-coordination': 'multi_agent',
  'feature-planning': 'planning',
  'pipeline-patterns': 'patterns',
};

const delegates: Readonly<Record<CommandType, readonly [string, ...string[]]>> = {
  task: ['task-management', 'tdd', 'code-quality', 'issue-sync'],
  query: ['task-management'],
  dev: ['code-quality', 'tdd', 'refactoring', 'security-review'],
  test: ['tdd', 'performance-gates'],
  docs: ['code-quality', 'pipeline-patterns'],
  auto: ['task-management', 'feature-planning'],
  session: ['session-management'],
  swarm: ['swarm-coordination', 'feature-planning', 'tdd', 'security-review'],
  init: ['session-management', 'issue-sync'],
  protocol: ['security-review', 'threat-modeling'],
};

const roles = { planner: 2, developer: 5, tester: 3, reviewer: 2, security: 1, documenter: 1 } as const;

/** Delegations, loads and the cache, what is documented, and what agents do. */
export function modules(world: World): Part {
  const { random } = world;
  const delegations = world.of(moduleDelegations);
  const loads = world.of(moduleLoads);
  const loadTime = world.of(moduleLoadDuration);
  const cache = world.of(moduleCacheRequests);
  const tasks = world.of(agentTasks);
  for (const module of Object.keys(categories)) {
    for (const status of ['success', 'failure'] as const) loads.inc({ module, status }, 0);
  }

  const load = (module: string, slowness: number): void => {
    const hit = random.chance(0.87);
    cache.inc({ result: hit ? 'hit' : 'miss' });
    if (hit) return;
    const failed =
      world.strikes(world.conditions.loadFailures) ||
      random.chance(0.004 * (world.trouble.get('module_delegator') ?? 1));
    loads.inc({ module, status: failed ? 'failure' : 'success' });
    loadTime.observe(
      { module_category: categories[module] ?? 'other' },
      random.lognormal(0.028 * slowness, 0.7),
    );
  };

  return ({ clock, activity, slowness, commands }) => {
    for (const { type } of commands) {
      for (const module of delegates[type]) {
        load(module, slowness);
        const trouble = world.trouble.get('module_delegator') ?? 1;
        const status = world.strikes(world.conditions.delegationFailures)
          ? 'failure'
          : random.weighted({ success: 99.2, failure: 0.3 * trouble, fallback: 0.5 * trouble });
        delegations.inc({ source_command: type, target_module: module, status });
      }
      const team = type === 'swarm' ? 6 : type === 'dev' || type === 'auto' ? 2 : 0;
      for (let at = 0; at < team; at++) {
        const status = random.weighted({ success: 93, handed_off: 5, failure: 1.2, timeout: 0.6 });
        tasks.inc({ agent_role: random.weighted(roles), status });
      }
    }
    for (const [role, size] of Object.entries(roles)) {
      world.of(agentsActive).set({ agent_role: role }, random.poisson(size * activity * 2));
    }
    // Documentation is written in the course of weeks: a slow wave is enough.
    const progress = Math.sin(clock / 300_000);
    Object.values(categories).forEach((category, at) => {
      const missing = world.conditions.undocumented;
      const covered = Math.round((86 + (at % 8) * 1.4 + progress - missing) * 10) / 10;
      world.of(documentationCoverage).set({ module_category: category }, covered);
      world.of(documentationMissing).set({ module_category: category }, Math.round((100 - covered) * 0.9));
    });
  };
}
