import type { ElasticsearchResource, TraceStore } from '#lib';

/** The collector sorts whole traces into these. A trace that failed may be in two of them. */
export const traceStores: readonly TraceStore[] = [
  {
    help: 'Detailed traces: slow, out of their objective, or asked for.',
    policy: 'jaeger-ilm-policy',
    days: 7,
  },
  {
    help: 'One trace in ten, whatever became of it.',
    prefix: 'sampled',
    policy: 'jaeger-sampled-policy',
    days: 30,
  },
  { help: 'Traces in which something failed.', prefix: 'error', policy: 'jaeger-error-policy', days: 90 },
];

/**
 * How long Jaeger's indices live. They roll over, so their age counts from the last span in them; index templates and aliases
 * are Jaeger's own (`jaeger-es-rollover init`), since the fields of a span are.
 */
export const jaegerPolicies: readonly ElasticsearchResource[] = traceStores.map(({ help, policy, days }) => ({
  kind: 'lifecycle-policy',
  id: policy,
  spec: {
    phases: {
      hot: {
        min_age: '0ms',
        actions: {
          rollover: { max_age: '1d', max_primary_shard_size: '50gb' },
          set_priority: { priority: 100 },
        },
      },
      delete: { min_age: `${days}d`, actions: { delete: {} } },
    },
    _meta: { about: help },
  },
}));
