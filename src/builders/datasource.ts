import type { Datasource, Secret } from '../model/datasource.ts';
import type { FieldPath, LogView } from '../model/log.ts';
import type { Variable } from '../model/variable.ts';
import type { Vector } from '../model/vector.ts';
import { print } from '../promql/print.ts';

/** A value that Grafana reads from its environment: the name is committed, the value never. */
export function env(name: string): Secret {
  return { env: name };
}

/** What every data source says of itself. */
interface Common {
  /** Fixed for good: dashboards and links call it by this. */
  readonly uid: string;
  /** Grafana matches provisioned data sources by name: renaming makes a second one. */
  readonly name: string;
  readonly url: string;
  readonly basicAuth?: { readonly user: Secret; readonly password: Secret };
}

/** A Prometheus server; `interval` is its scrape interval, from which Grafana computes `$__rate_interval`. */
export function prometheusDatasource(
  spec: Common & {
    readonly isDefault?: boolean;
    readonly interval: string;
    /** Data source of the Alertmanager that this server notifies. */
    readonly alertmanager: { readonly uid: string };
    /** Where the trace id of an exemplar leads. */
    readonly exemplars: { readonly to: string; readonly label: string };
  },
): Datasource {
  const { interval, alertmanager, exemplars, ...common } = spec;
  return datasource('prometheus', common, [alertmanager.uid, exemplars.to], {
    httpMethod: 'POST',
    prometheusType: 'Prometheus',
    timeInterval: interval,
    queryTimeout: '30s',
    manageAlerts: true,
    alertmanagerUid: alertmanager.uid,
    exemplarTraceIdDestinations: [
      { name: exemplars.label, datasourceUid: exemplars.to, urlDisplayLabel: 'Open trace' },
    ],
  });
}

/** A Prometheus Alertmanager. */
export function alertmanagerDatasource(spec: Common): Datasource {
  return datasource('alertmanager', spec, [], {
    implementation: 'prometheus',
    handleGrafanaManagedAlerts: false,
  });
}

/** Log events in Elasticsearch, with the fields of their view. */
export function elasticsearchDatasource<Fields>(
  spec: Common & {
    readonly view: LogView<Fields>;
    /** What a line shows before it is opened; the whole document where absent. */
    readonly message?: FieldPath<Fields>;
    readonly level: FieldPath<Fields>;
    /** Field whose value is a trace id, and the data source that knows the trace. */
    readonly traces: { readonly field: FieldPath<Fields>; readonly to: string };
  },
): Datasource {
  const { view, message, level, traces, ...common } = spec;
  return datasource('elasticsearch', common, [traces.to], {
    index: view.pattern,
    timeField: view.timeField,
    ...(message && { logMessageField: message }),
    logLevelField: level,
    maxConcurrentShardRequests: 5,
    dataLinks: [
      { field: traces.field, url: '${__value.raw}', datasourceUid: traces.to, urlDisplayLabel: 'Open trace' },
    ],
  });
}

/** Stands for the tags of a span in a query of `metrics`: `where(commandExecutions, { command_type: spanTags })`. */
export const spanTags: Variable = {
  variable: '__tags',
  title: 'Span tags',
  multi: false,
  all: false,
  from: { type: 'text', value: '' },
};

/** A Jaeger query service. */
export function jaegerDatasource(
  spec: Common & {
    /** From a span to the log lines around it. */
    readonly logs: {
      readonly to: string;
      readonly tags: Readonly<Record<string, string>>;
      readonly around: string;
    };
    /** From a span to metrics; each query selects by `spanTags`. */
    readonly metrics: {
      readonly to: string;
      /** Span attribute to metric label. */
      readonly tags: Readonly<Record<string, string>>;
      readonly queries: Readonly<Record<string, Vector>>;
      readonly around: string;
    };
  },
): Datasource {
  const { logs, metrics, ...common } = spec;
  return datasource('jaeger', common, [logs.to, metrics.to], {
    nodeGraph: { enabled: true },
    tracesToLogsV2: {
      datasourceUid: logs.to,
      spanStartTimeShift: `-${logs.around}`,
      spanEndTimeShift: logs.around,
      tags: pairs(logs.tags),
      filterByTraceID: true,
      filterBySpanID: false,
      customQuery: false,
    },
    tracesToMetrics: {
      datasourceUid: metrics.to,
      spanStartTimeShift: `-${metrics.around}`,
      spanEndTimeShift: metrics.around,
      tags: pairs(metrics.tags),
      queries: Object.entries(metrics.queries).map(([name, query]) => ({ name, query: tagged(query) })),
    },
  });
}

const pairs = (tags: Readonly<Record<string, string>>) =>
  Object.entries(tags).map(([key, value]) => ({ key, value }));
/** Grafana writes whole matchers for `$__tags`, not the value of one. */
const tagged = (query: Vector): string => print(query.node).replaceAll(/\w+="\$__tags"/g, '$__tags');

function datasource(
  type: string,
  { uid, name, url, basicAuth, isDefault }: Common & { readonly isDefault?: boolean },
  links: readonly string[],
  jsonData: Readonly<Record<string, unknown>>,
): Datasource {
  return {
    uid,
    name,
    type,
    url,
    ...(isDefault && { isDefault }),
    ...(basicAuth && { basicAuth }),
    jsonData,
    secureJsonData: {},
    links,
  };
}
