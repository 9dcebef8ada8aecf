import {
  above,
  divide,
  histogramQuantile,
  multiply,
  type RuleFile,
  rate,
  ratio,
  record,
  ruleGroup,
  sum,
  where,
} from '#lib';
import { apiRequests, errors, operations, responseTime } from '../catalog/availability.ts';

/*
 * Availability: how fast the framework answers, and how often it errs.
 */

/** Buckets, not percentiles, are what can be added up and aged. */
export const responseBuckets = record({
  record: 'environment_le:framework_response_time_seconds_bucket:rate5m',
  help: 'Answers per second, by upper bound of the time they took.',
  as: sum(rate(responseTime.bucket, '5m'), { by: ['environment', 'le'] }),
});

/** Half of all answers are faster. */
export const responseP50 = record({
  record: 'environment:framework_response_time_seconds:p50_5m',
  help: 'Median response time.',
  as: histogramQuantile(0.5, responseBuckets),
});

/** The service level: below 200 ms. */
export const responseP95 = record({
  record: 'environment:framework_response_time_seconds:p95_5m',
  help: 'Response time that 95 of 100 answers stay below.',
  as: histogramQuantile(0.95, responseBuckets),
});

/** What the unluckiest see. */
export const responseP99 = record({
  record: 'environment:framework_response_time_seconds:p99_5m',
  help: 'Response time that 99 of 100 answers stay below.',
  as: histogramQuantile(0.99, responseBuckets),
});

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

/** The specification's name, kept alive. A process cannot know this percentage, only the counters it is made of. */
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

/** The specification's name, kept alive. */
export const apiRequestsPerSecond = record({
  record: 'framework_api_requests_per_second',
  alias: 'api_requests_per_second',
  help: 'API requests per second, by route and method.',
  as: sum(rate(apiRequests, '5m'), { by: ['environment', 'endpoint', 'method'] }),
});

/** Rules of this subject. */
export const availability: RuleFile = {
  name: 'availability',
  groups: [
    ruleGroup({
      name: 'availability-latency',
      interval: '15s',
      rules: [responseBuckets, responseP50, responseP95, responseP99],
    }),
    ruleGroup({ name: 'availability-errors', interval: '15s', rules: [operationsByComponent, errorRatio] }),
    ruleGroup({
      name: 'availability-specified-names',
      interval: '30s',
      rules: [errorRatePercentage, apiRequestsPerSecond],
    }),
  ],
};
