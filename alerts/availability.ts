import {
  above,
  alert,
  and,
  atLeast,
  divide,
  equal,
  increase,
  max,
  multiply,
  or,
  percent,
  type RuleFile,
  rate,
  ratio,
  record,
  ruleFile,
  ruleGroup,
  sum,
  vectorOf,
  where,
} from '#lib';
import { apiRequests, errors, healthStatus, operations } from '../catalog/availability.ts';
import { up } from '../catalog/monitoring.ts';

/*
 * Availability: whether the framework is there, and how often it errs.
 */

// There or not

/** 1 while at least one instance answers, 0 also where discovery has lost them all. */
export const frameworkUp = record({
  record: 'framework:up:bool',
  help: '1 while any instance of the framework answers scrapes, 0 while none does.',
  as: above(or(sum(where(up, { job: 'claude-framework' })), vectorOf('state', 0)), 0, { bool: true }),
});

/**
 * What looks back for five minutes sees the outage for as long after its end, and would page for the tail of it as soon as nothing
 * silences it any more. So an outage is over a minute later than that.
 */
const rememberedFor = '6m';

/** Nobody answers. */
export const frameworkGone = alert({
  alert: 'FrameworkUnavailable',
  when: equal(frameworkUp, 0),
  for: '1m',
  keepFiringFor: rememberedFor,
  severity: 'critical',
  labels: { seen: 'from-outside' },
  summary: 'The framework is gone: no instance answers.',
  description: 'For more than a minute no instance of the framework has answered a scrape.',
  shownBy: { dashboard: 'operations-monitoring', panel: 'scrape-targets' },
});

/** Somebody answers, and says that nothing works. */
export const frameworkDown = alert({
  alert: 'FrameworkUnavailable',
  when: equal(max(where(healthStatus, { component: 'overall' }), { by: ['environment'] }), 0),
  for: '1m',
  keepFiringFor: rememberedFor,
  severity: 'critical',
  labels: { seen: 'from-inside' },
  summary: 'The framework is down, by its own account.',
  description:
    'For more than a minute every instance in {{ $labels.environment }} has said that its health is 0.',
  shownBy: { dashboard: 'operations-monitoring', panel: 'component-health' },
});

// Errors

/** Denominator of the error rate of a component. */
export const operationsByComponent = record({
  record: 'environment_component:framework_operations:rate5m',
  help: 'Units of work per second, by component.',
  as: sum(rate(operations, '5m'), { by: ['environment', 'component'] }),
});

/** The share of work that ends in an error, wherever it happens. */
export const errorRatio = record({
  record: 'environment:framework_operation_errors:ratio_rate5m',
  help: 'Share of all units of work that ended in an error.',
  as: ratio(
    sum(rate(where(operations, { outcome: 'error' }), '5m'), { by: ['environment'] }),
    sum(operationsByComponent, { by: ['environment'] }),
  ),
});

const failed = where(operations, { outcome: 'error' });

/** For the automated response, which waits two minutes. */
export const errorRatioOver1m = record({
  record: 'environment:framework_operation_errors:ratio_rate1m',
  help: 'Share of the units of work of the last minute that ended in an error.',
  as: ratio(
    sum(rate(failed, '1m'), { by: ['environment'] }),
    sum(rate(operations, '1m'), { by: ['environment'] }),
  ),
});

/** What an alert about errors judges. */
export const errorRatioOver10m = record({
  record: 'environment:framework_operation_errors:ratio_rate10m',
  help: 'Share of the units of work of the last ten minutes that ended in an error.',
  as: ratio(
    sum(rate(failed, '10m'), { by: ['environment'] }),
    sum(rate(operations, '10m'), { by: ['environment'] }),
  ),
});

/** One of two failing at three in the morning is half, and no reason to wake anybody. */
const someErrors = atLeast(sum(increase(failed, '10m'), { by: ['environment'] }), 5);

const errorGraph = { dashboard: 'operations-monitoring', panel: 'error-ratio-by-component' } as const;

/** More errors than usual. */
export const errorRateHigh = alert({
  alert: 'FrameworkErrorRateHigh',
  when: and(above(errorRatioOver10m, percent(2)), someErrors),
  severity: 'high',
  summary: '{{ $value | humanizePercentage }} of all work ends in an error.',
  description: 'Over 10 minutes, across all components in {{ $labels.environment }}; 2 % are tolerated.',
  shownBy: errorGraph,
});

/** Sets off the response to errors. */
export const highErrorRate = alert({
  alert: 'FrameworkAutomationHighErrorRate',
  when: and(above(errorRatioOver1m, percent(5)), someErrors),
  for: '2m',
  severity: 'critical',
  response: 'high_error_rate',
  summary: '{{ $value | humanizePercentage }} of all work ends in an error: automation acts.',
  description: 'For 2 minutes more than 5 % of the work in {{ $labels.environment }} has ended in an error.',
  shownBy: errorGraph,
});

// Names of the specification, kept alive. A process cannot know these figures, only the counters they are made of.

/** Errors, as a percentage. */
export const errorRatePercentage = record({
  record: 'framework_error_rate_percentage',
  alias: 'error_rate_percentage',
  help: 'Errors per 100 units of work, by component and type.',
  as: multiply(
    100,
    divide(
      sum(rate(errors, '5m'), { by: ['environment', 'component', 'error_type'] }),
      above(operationsByComponent, 0),
      { on: ['environment', 'component'], group: 'left' },
    ),
  ),
});

/** Requests. */
export const apiRequestsPerSecond = record({
  record: 'framework_api_requests_per_second',
  alias: 'api_requests_per_second',
  help: 'API requests per second, by route and method.',
  as: sum(rate(apiRequests, '5m'), { by: ['environment', 'endpoint', 'method'] }),
});

/** Rules of this subject. */
export const availability: RuleFile = ruleFile({
  name: 'availability',
  groups: [
    ruleGroup({
      name: 'availability',
      interval: '15s',
      rules: [frameworkUp, frameworkGone, frameworkDown],
    }),
    ruleGroup({
      name: 'availability-errors',
      interval: '15s',
      rules: [
        operationsByComponent,
        errorRatio,
        errorRatioOver1m,
        errorRatioOver10m,
        errorRateHigh,
        highErrorRate,
      ],
    }),
    ruleGroup({
      name: 'availability-specified-names',
      interval: '30s',
      rules: [errorRatePercentage, apiRequestsPerSecond],
    }),
  ],
});
