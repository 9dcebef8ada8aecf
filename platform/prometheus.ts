import type { PrometheusServer } from '#lib';
import { jobs } from '../catalog/index.ts';

/** The Prometheus server of one environment. Rules aggregate by environment, so that a federating server can tell them apart. */
export const prometheus: PrometheusServer = {
  interval: '15s',
  timeout: '10s',
  evaluation: '15s',
  externalLabels: { cluster: 'local', environment: 'production', replica: 'a' },
  alertmanagers: ['alertmanager:9093'],
  flags: [
    // The default of 15 days would quietly halve every "30 days".
    '--storage.tsdb.retention.time=30d',
    // Trace ids on histograms.
    '--enable-feature=exemplar-storage',
  ],
  jobs,
};
