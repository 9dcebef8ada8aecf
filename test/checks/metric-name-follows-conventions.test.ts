import { metricNameFollowsConventions } from '../../src/checks/metric-name-follows-conventions.ts';
import { executions, framework, health, metrics, project, tells } from './fixture.ts';

tells(metricNameFollowsConventions, {
  'a counter without _total': {
    of: project({ metrics: [{ ...executions, name: 'framework_executions' as never }] }),
    says: [['the counter framework_executions does not end in _total']],
  },
  'a gauge with _total': {
    of: project({ metrics: [{ ...health, name: 'framework_health_total' as never }] }),
    says: [['framework_health_total ends in _total, and is a gauge']],
  },
  'an ending that belongs to histograms': {
    of: project({ metrics: [{ ...health, name: 'framework_module_count' as never }] }),
    says: [['framework_module_count ends in _count, which belongs to the series of histograms']],
  },
  milliseconds: {
    of: project({
      metrics: [{ ...health, name: 'framework_latency_milliseconds' as never, unit: 'seconds' as never }],
    }),
    says: [['framework_latency_milliseconds is in milliseconds, which is no base unit']],
  },
  'a unit that the name does not say': {
    of: project({ metrics: [{ ...health, name: 'framework_memory' as never, unit: 'bytes' as never }] }),
    says: [['framework_memory is in bytes, and its name does not end with it']],
  },
  'the separator of recording rules': {
    of: project({ metrics: [{ ...health, name: 'framework:Health' as never }] }),
    says: [['framework:Health is not snake_case']],
  },
  'good names, and names of tools': {
    of: project({
      metrics: [
        ...metrics,
        { ...health, name: 'node_cpu_count' as never, job: { ...framework, emitter: 'tool' } },
      ],
    }),
  },
});
