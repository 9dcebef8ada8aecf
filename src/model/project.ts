import type { AlertmanagerServer } from './alertmanager.ts';
import type { ComposeProject } from './compose.ts';
import type { Dashboard } from './dashboard.ts';
import type { Datasource } from './datasource.ts';
import type { ElasticsearchResource, KibanaResource } from './elastic-resource.ts';
import type { FilebeatAgent } from './filebeat.ts';
import type { KibanaContent } from './kibana.ts';
import type { LibraryPanel } from './library-panel.ts';
import type { LogEvent } from './log.ts';
import type { LogStorage } from './log-storage.ts';
import type { LogstashServer } from './logstash.ts';
import type { Metric } from './metric.ts';
import type { Exception } from './problem.ts';
import type { PrometheusServer, RuleFile } from './prometheus.ts';
import type { Routing } from './routing.ts';
import type { Runbooks } from './runbook.ts';
import type { ScenarioFile } from './scenario.ts';
import type { TraceStore } from './trace-store.ts';

/** Everything that the definitions of a system say. Assembled in scripts/project.ts, the one place that knows them by name. */
export interface Project {
  readonly metrics: readonly Metric[];
  /** The same metrics by subject, as the catalog's files group them. */
  readonly subjects: Readonly<Record<string, readonly Metric[]>>;
  /** What is logged, by subject. */
  readonly events?: Readonly<Record<string, readonly LogEvent[]>>;
  /** How that is kept. */
  readonly logStorage?: LogStorage;
  readonly rules: readonly RuleFile[];
  /** What the rules must do: tested by promtool. */
  readonly scenarios?: readonly ScenarioFile[];
  readonly dashboards: readonly Dashboard[];
  readonly datasources: readonly Datasource[];
  /** Panels that several dashboards show and Grafana keeps once. They exist through the API only: files cannot provision them. */
  readonly libraryPanels?: readonly LibraryPanel[];
  readonly prometheus: PrometheusServer;
  /** Who hears of alerts. Without it nobody does, and nothing of it is compiled. */
  readonly routing?: Routing;
  /** The Alertmanager that carries it out. */
  readonly alertmanager?: AlertmanagerServer;
  /** What whoever is called by an alert reads. Without it no page is written. */
  readonly runbooks?: Runbooks;
  /** What an Elasticsearch cluster is to hold. */
  readonly elasticsearch?: readonly ElasticsearchResource[];
  /** The Logstash that fills it. */
  readonly logstash?: LogstashServer;
  /** What reads the files of the framework. */
  readonly filebeat?: FilebeatAgent;
  /** Where Jaeger keeps traces in it. */
  readonly traceStores?: readonly TraceStore[];
  /** Spaces and roles of its Kibana. */
  readonly kibana?: readonly KibanaResource[];
  /** What that Kibana shows of the logs. */
  readonly kibanaContent?: KibanaContent;
  /** All of it at once on one machine, in containers. */
  readonly preview?: ComposeProject;
  /** Problems that are known and accepted, each with its reason. */
  readonly exceptions?: readonly Exception[];
  /** Grafana folder that holds the dashboards. */
  readonly folder: { readonly uid: string; readonly title: string };
}
