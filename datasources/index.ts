import type { Datasource } from '#lib';
import { alertmanager } from './alertmanager.ts';
import { frameworkLogs } from './framework-logs.ts';
import { jaeger } from './jaeger.ts';
import { performanceLogs } from './performance-logs.ts';
import { prometheus } from './prometheus.ts';

/** Every data source. */
export const datasources: readonly Datasource[] = [
  prometheus,
  alertmanager,
  frameworkLogs,
  performanceLogs,
  jaeger,
];
