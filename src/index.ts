/** The public face of the engine: what definitions import as "#lib". Everything else in src/ is private to it. */
export { type AlertSpec, alert } from './builders/alert.ts';
export { annotation } from './builders/annotations.ts';
export { burnRunbooks } from './builders/burn-runbooks.ts';
export { type DashboardSpec, dashboard, linkTo, type Row, row } from './builders/dashboard.ts';
export * from './builders/datasource.ts';
export { type LogIndicesSpec, logIndices } from './builders/elasticsearch-logs.ts';
export { documentSchema, longestKeyword, longestText } from './builders/field-schema.ts';
export type {
  KibanaBarsSpec,
  KibanaHeatmapSpec,
  KibanaMetricSpec,
  KibanaPanelSpec,
  KibanaPieSpec,
  KibanaTableSpec,
  KibanaXySpec,
} from './builders/kibana/charts.ts';
export {
  type KibanaDashboardSpec,
  type KibanaRow,
  kibanaDashboard,
  prosePanel,
} from './builders/kibana/dashboard.ts';
export { linesOf } from './builders/kibana/lines.ts';
export { type Reading, reading } from './builders/kibana/reading.ts';
export { fromLibrary, libraryPanel } from './builders/library-panel.ts';
export { type LogEventSpec, logEvents, logView, mergedFields } from './builders/log-event.ts';
export * from './builders/log-field.ts';
export * from './builders/metric.ts';
export { type ObjectiveSpec, objective } from './builders/objective.ts';
export { objectivePanels } from './builders/objective-panels.ts';
export type { ChartSpec, Colour, PanelSpec, State } from './builders/panels/frame.ts';
export * from './builders/panels/gauges.ts';
export * from './builders/panels/heatmap.ts';
export * from './builders/panels/lists.ts';
export * from './builders/panels/logs.ts';
export * from './builders/panels/pie.ts';
export * from './builders/panels/series.ts';
export { type StatSpec, stat } from './builders/panels/stat.ts';
export * from './builders/panels/state-timeline.ts';
export * from './builders/panels/table.ts';
export { type TimeseriesSpec, timeseries } from './builders/panels/timeseries.ts';
export * as pipelines from './builders/pipelines.ts';
export * from './builders/receivers.ts';
export * from './builders/routing.ts';
export { ruleFile } from './builders/rule-file.ts';
export { record, ruleGroup } from './builders/rules.ts';
export { ask, runbook } from './builders/runbook.ts';
export {
  ends,
  feed,
  fires,
  gap,
  grow,
  hold,
  quiet,
  ramp,
  records,
  scenario,
  silent,
} from './builders/scenario.ts';
export { fromFile, fromVariable } from './builders/target.ts';
export { labelVariable, listVariable, textVariable } from './builders/variables.ts';
export type { AlertmanagerServer } from './model/alertmanager.ts';
export type { ComposePort, ComposeProject, ComposeService, ComposeVariable } from './model/compose.ts';
export type { Dashboard } from './model/dashboard.ts';
export type { Datasource } from './model/datasource.ts';
export { type Duration, secondsOf } from './model/duration.ts';
export type { ElasticsearchResource, KibanaResource } from './model/elastic-resource.ts';
export { exitCode, Failure } from './model/failure.ts';
export type { FilebeatAgent, LogFile } from './model/filebeat.ts';
export type {
  Control,
  Drilldown,
  KibanaContent,
  KibanaDashboard,
  KibanaPanel,
  KibanaTag,
  KibanaView,
  SavedSearch,
} from './model/kibana.ts';
export type { Kql } from './model/kql.ts';
export type { LabelSpec, LabelSpecs, LabelsIn } from './model/label.ts';
export type { LibraryPanel } from './model/library-panel.ts';
export {
  type FieldAt,
  type FieldKind,
  type FieldPath,
  flatFields,
  type LogCategory,
  type LogDocument,
  type LogEvent,
  type LogField,
  type LogFields,
  type LogLevel,
  type LogUnit,
  type LogView,
  type Privacy,
} from './model/log.ts';
export { classOf, type LogClass, type LogCluster, type LogStorage, patternOf } from './model/log-storage.ts';
export type { LogstashPipeline, LogstashServer, Statement } from './model/logstash.ts';
export type { Counter, Gauge, Histogram, Job, Metric } from './model/metric.ts';
export type { Burn, Objective } from './model/objective.ts';
export type { Panel, Series } from './model/panel.ts';
export type { PrometheusServer, RuleFile } from './model/prometheus.ts';
export type {
  Pace,
  Receiver,
  ReceiverIntegration,
  Route,
  Routing,
  TimeInterval,
} from './model/routing.ts';
export type { AlertRule, Level, RecordingRule, RuleGroup, Severity, ShownBy } from './model/rule.ts';
export type { ResponseNotes, Runbook, RunbookFile, Runbooks } from './model/runbook.ts';
export type { Feed, Scenario, ScenarioFile, Stretch } from './model/scenario.ts';
export type { Target } from './model/target.ts';
export type { TraceStore } from './model/trace-store.ts';
export type { Unit } from './model/unit.ts';
export type { Variable } from './model/variable.ts';
export type { LabelsOf, Quantity, Selector, Vector } from './model/vector.ts';
export * from './promql/aggregate.ts';
export * from './promql/arithmetic.ts';
export * from './promql/comparison.ts';
export * from './promql/functions.ts';
export { print } from './promql/print.ts';
export * from './promql/range.ts';
export { raw } from './promql/raw.ts';
export { anyOf, matching, not, notMatching, offset, where } from './promql/select.ts';
export * from './promql/sets.ts';
export * from './promql/units.ts';
export * from './promql/windows.ts';
