import { counter, double, gauge, histogram, keyword, list, oneOf, optional, prose, upTo } from '#lib';
import { latency } from './buckets.ts';
import { framework } from './jobs.ts';
import { component } from './labels.ts';
import { logEvent } from './log-events.ts';

/*
 * Availability: whether the framework is up, how fast it answers and how often it errs.
 * Shares of errors and requests per second are rules over these counters: a process cannot know the sum of its peers.
 */

// Health

/** 1 ok, 0.5 degraded, 0 down. */
export const healthStatus = gauge({
  name: 'framework_health_status',
  help: 'Health of a component: 1 ok, 0.5 degraded, 0 down.',
  unit: 'state',
  job: framework,
  labels: { component },
});

/** Joins a version to whatever it changed. */
export const buildInfo = gauge({
  name: 'framework_build_info',
  help: 'Always 1; its labels say what is running.',
  unit: 'count',
  job: framework,
  labels: { version: upTo(2, '2.4.1'), commit: upTo(2, '9fceb02'), node_version: upTo(1, 'v20.20.2') },
});

/** Denominator of the share of components that report latency. */
export const componentsRegistered = gauge({
  name: 'framework_components_registered',
  help: 'Components that must report their latency.',
  unit: 'count',
  job: framework,
});

// Speed

/** The framework's own share of a command: what the 200 ms objective is about. */
export const responseTime = histogram({
  name: 'framework_response_time_seconds',
  help: 'Time the framework takes to answer, without waiting for models or people.',
  unit: 'seconds',
  job: framework,
  labels: {
    operation_type: oneOf(
      'command_parse',
      'module_load',
      'delegation',
      'quality_gate',
      'github_call',
      'agent_coordination',
      'response',
      'other',
    ),
    resource_size: oneOf('small', 'medium', 'large', 'xlarge'),
  },
  buckets: latency,
  aliases: ['response_time_seconds'],
});

/** Endpoints are route templates, never raw paths. */
export const apiRequests = counter({
  name: 'framework_api_requests_total',
  help: 'API requests answered, by route, method and class of status code.',
  unit: 'count',
  job: framework,
  labels: {
    endpoint: upTo(30, '/api/v1/commands', '/api/v1/sessions/:id', 'other'),
    method: oneOf('GET', 'POST', 'PUT', 'PATCH', 'DELETE'),
    status_code: oneOf('2xx', '3xx', '4xx', '5xx'),
  },
  budget: 240,
});

// Errors

/** Denominator of every error rate. */
export const operations = counter({
  name: 'framework_operations_total',
  help: 'Units of work that a component finished, by outcome.',
  unit: 'count',
  job: framework,
  labels: { component, outcome: oneOf('success', 'degraded', 'error') },
});

/** What went wrong, and what it did to the user's work. */
export const errors = counter({
  name: 'framework_errors_total',
  help: 'Errors and exceptions, by type and by their effect on the work at hand.',
  unit: 'count',
  job: framework,
  labels: {
    component,
    error_type: upTo(20, 'ModuleNotFound', 'Timeout', 'ValidationError', 'other'),
    impact: oneOf('none', 'command_degraded', 'command_failed', 'session_failed'),
  },
  budget: 300,
});

// Protection

/** Work that a fallback took over. */
export const fallbackInvocations = counter({
  name: 'framework_fallback_invocations_total',
  help: 'Times a fallback answered for a component.',
  unit: 'count',
  job: framework,
  labels: { component },
});

/** 0 closed, 0.5 half-open, 1 open: here 1 is the bad end. */
export const circuitBreakerState = gauge({
  name: 'framework_circuit_breaker_state',
  help: 'State of a circuit breaker: 0 closed, 0.5 half-open, 1 open.',
  unit: 'state',
  job: framework,
  labels: { breaker: upTo(10, 'github', 'llm', 'module-loader') },
});

// Log events

/** Something failed. The metric counts it; this says what and where. */
export const errorRaised = logEvent({
  name: 'error_raised',
  help: 'An error or exception: what failed, in which command, what was done about it and what it cost the user.',
  category: 'error',
  levels: ['ERROR', 'FATAL'],
  knownBy: 'error_type',
  fields: {
    error_type: keyword(
      upTo(20, 'ModuleNotFound', 'Timeout', 'ValidationError', 'other'),
      'Class of the error.',
    ),
    error_message: prose('The error in its own words.', {
      example: "Module 'non-existent-module.md' not found",
    }),
    command_context: optional(
      prose('The command that was running, with its arguments.', {
        example: '/swarm complex-feature-development',
      }),
    ),
    stack_trace: optional(
      prose('Where it was raised.', { example: 'at load (modules.ts:41)', search: false }),
    ),
    recovery_action: optional(
      keyword(upTo(20, 'fallback_to_default_module', 'retry', 'none'), 'What was done about it.'),
    ),
    impact: keyword(
      oneOf('none', 'command_degraded', 'command_failed', 'session_failed'),
      'What it cost the user.',
    ),
  },
});

/** A measurement left the range it should be in. */
export const performanceDegraded = logEvent({
  name: 'performance_degraded',
  help: 'A measurement crossed its threshold: how far, where it is going, what it may come from and what would help.',
  category: 'performance',
  levels: ['WARN', 'ERROR', 'INFO', 'DEBUG'],
  knownBy: 'metric',
  fields: {
    metric: keyword(
      upTo(60, 'response_time_degradation', 'module_load_time', 'memory_pressure'),
      'What was measured.',
    ),
    current_value: double(undefined, 'What was measured.', { example: 350 }),
    threshold: double(undefined, 'What was asked for.', { example: 200 }),
    trend: keyword(oneOf('increasing', 'decreasing', 'stable'), 'Where it is going.'),
    potential_causes: optional(
      list(
        keyword(
          upTo(100, 'high_concurrent_sessions', 'module_complexity_increase'),
          'What it may come from.',
        ),
      ),
    ),
    recommended_actions: optional(
      list(keyword(upTo(100, 'enable_auto_scaling', 'optimize_module_delegation'), 'What would help.')),
    ),
  },
});
