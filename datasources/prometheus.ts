import { prometheusDatasource } from '#lib';
import { alertmanager } from './alertmanager.ts';

/** Metrics. Exemplars carry the trace id as `trace_id` and lead to Jaeger. */
export const prometheus = prometheusDatasource({
  uid: 'prometheus',
  name: 'Prometheus',
  url: 'http://prometheus:9090',
  isDefault: true,
  interval: '15s',
  alertmanager,
  exemplars: { to: 'jaeger', label: 'trace_id' },
});
