import { counter, gauge, oneOf, upTo } from '#lib';
import { framework, frameworkOps } from './jobs.ts';
import { component } from './labels.ts';

/*
 * Capacity: what the framework uses, what is left of it, and what it costs.
 */

// Resources

/** Of the limit that applies: the container's, or else the machine's. */
export const resourceUtilization = gauge({
  name: 'framework_resource_utilization_percentage',
  help: 'Used share of the limit of a resource, 0 to 100.',
  unit: 'percent',
  job: framework,
  labels: { resource_type: oneOf('cpu', 'memory', 'disk', 'network', 'threads') },
  aliases: ['resource_utilization_percentage'],
});

/** Resident memory. */
export const memoryUsage = gauge({
  name: 'framework_memory_usage_bytes',
  help: 'Resident memory attributed to a component.',
  unit: 'bytes',
  job: framework,
  labels: { component },
  aliases: ['memory_usage_bytes'],
});

// Cost

/** Accrued as it is incurred, from list prices. */
export const cost = counter({
  name: 'framework_cost_usd_total',
  help: 'Accrued cost in US dollars, by what it was spent on.',
  unit: 'usd',
  job: framework,
  labels: { cost_category: oneOf('llm_tokens', 'compute', 'storage', 'network', 'monitoring') },
});

/** What most of the cost is made of. */
export const llmTokens = counter({
  name: 'framework_llm_tokens_total',
  help: 'Tokens exchanged with language models.',
  unit: 'count',
  job: framework,
  labels: { model: upTo(6, 'large', 'medium', 'small'), direction: oneOf('input', 'output', 'cache_read') },
});

// Insights

/** Set by the batch analyser, back to 0 when somebody has read them. */
export const insightsReady = gauge({
  name: 'framework_insights_ready',
  help: 'Findings of the batch analyser that nobody has read yet.',
  unit: 'count',
  job: frameworkOps,
  labels: { insight_type: oneOf('resource_optimization', 'module_usage', 'performance') },
});
