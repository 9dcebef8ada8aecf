import { counter, gauge, histogram, keyword, long, oneOf, optional, prose, upTo } from '#lib';
import { load } from './buckets.ts';
import { framework } from './jobs.ts';
import { agentRole, commandType, module, moduleCategory } from './labels.ts';
import { logEvent } from './log-events.ts';

/*
 * Modules: what commands are delegated to, and the agents that carry the work.
 */

// Delegation

/** `fallback` is a delegation that another module answered. */
export const moduleDelegations = counter({
  name: 'framework_module_delegations_total',
  help: 'Delegations from a command to a module, by outcome.',
  unit: 'count',
  job: framework,
  labels: {
    source_command: commandType,
    target_module: module,
    status: oneOf('success', 'failure', 'fallback'),
  },
  budget: 900,
  aliases: ['module_delegation_count'],
});

// Loading

/** Module loads, cached ones included. */
export const moduleLoads = counter({
  name: 'framework_module_loads_total',
  help: 'Attempts to load a module, by outcome.',
  unit: 'count',
  job: framework,
  labels: { module, status: oneOf('success', 'failure') },
});

/** How long a load takes. */
export const moduleLoadDuration = histogram({
  name: 'framework_module_load_duration_seconds',
  help: 'Time to load a module, from lookup to ready.',
  unit: 'seconds',
  job: framework,
  labels: { module_category: moduleCategory },
  buckets: load,
});

/** Hits over all lookups is the cache's worth. */
export const moduleCacheRequests = counter({
  name: 'framework_module_cache_requests_total',
  help: 'Lookups in the module cache, by result.',
  unit: 'count',
  job: framework,
  labels: { result: oneOf('hit', 'miss') },
});

// Documentation

/** Documented share of a category's public surface. */
export const documentationCoverage = gauge({
  name: 'framework_documentation_coverage_percentage',
  help: 'Documented share of the public surface of a module category, 0 to 100.',
  unit: 'percent',
  job: framework,
  labels: { module_category: moduleCategory },
});

/** The items behind a gap in coverage. */
export const documentationMissing = gauge({
  name: 'framework_documentation_missing_items',
  help: 'Public items of a module category that nobody has documented yet.',
  unit: 'count',
  job: framework,
  labels: { module_category: moduleCategory },
});

// Agents

/** Multi-agent coordination: what became of each task. */
export const agentTasks = counter({
  name: 'framework_agent_tasks_total',
  help: 'Tasks that agents finished or gave away, by role and outcome.',
  unit: 'count',
  job: framework,
  labels: { agent_role: agentRole, status: oneOf('success', 'failure', 'timeout', 'handed_off') },
});

/** Agents at work. */
export const agentsActive = gauge({
  name: 'framework_agents_active',
  help: 'Agents working now, by role.',
  unit: 'count',
  job: framework,
  labels: { agent_role: agentRole },
});

// Log events

/** For developers: what is loaded when. The metric says how often and how long. */
export const moduleLoaded = logEvent({
  name: 'module_loaded',
  help: 'A module was read and made ready, or could not be.',
  category: 'command',
  levels: ['DEBUG', 'WARN'],
  fields: {
    module: keyword(upTo(60, 'task-management.md', 'tdd.md'), 'File of the module.'),
    load_status: keyword(oneOf('success', 'failure'), 'Whether it can be used.'),
    duration_ms: optional(long('milliseconds', 'How long it took.', { example: 12 })),
    details: optional(
      prose('Why it could not be, in the words of the loader.', { example: 'front matter is missing' }),
    ),
  },
});
