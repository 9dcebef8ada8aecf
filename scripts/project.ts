import { routing, rules, runbooks } from '../alerts/index.ts';
import { scenarios } from '../alerts/scenarios/index.ts';
import { eventSubjects, metrics, subjects } from '../catalog/index.ts';
import { dashboards } from '../dashboards/index.ts';
import { datasources } from '../datasources/index.ts';
import { kibanaContent } from '../kibana/index.ts';
import { alertmanager } from '../platform/alertmanager.ts';
import { elasticsearch } from '../platform/elasticsearch.ts';
import { filebeat } from '../platform/filebeat.ts';
import { traceStores } from '../platform/jaeger.ts';
import { logStorage } from '../platform/log-storage.ts';
import { logstash } from '../platform/logstash.ts';
import { preview } from '../platform/preview/index.ts';
import { prometheus } from '../platform/prometheus.ts';
import { roles } from '../platform/roles.ts';
import type { Project } from '../src/model/project.ts';

/** The whole system that this repository describes. */
export const project: Project = {
  metrics,
  subjects,
  events: eventSubjects,
  rules,
  scenarios,
  dashboards,
  datasources,
  prometheus,
  routing,
  runbooks,
  alertmanager,
  kibanaContent,
  logStorage,
  elasticsearch,
  logstash,
  filebeat,
  traceStores,
  preview,
  kibana: roles,
  folder: { uid: 'claude-code-modular-agents', title: 'Claude Code Modular Agents' },
};
