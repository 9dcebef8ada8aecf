import type { Unit } from './unit.ts';
import type { Quantity, Vector } from './vector.ts';

/** One query of a panel and how its lines are named. */
export interface Series<out Of extends Unit = Unit> {
  readonly query: Vector & { readonly unit: Of };
  /** Legend with `{{label}}` placeholders, checked against the labels that the query leaves. */
  readonly legend: string;
  /** Letter that Grafana knows the query by: A, B, C... in order. */
  readonly refId: string;
  /** Whether only the newest value is asked for. */
  readonly instant: boolean;
}

/** Where a value turns from good to worrying to bad, in the panel's unit. */
export interface Thresholds<in Of extends Unit> {
  /** Which way is worse. */
  readonly worse: 'above' | 'below';
  readonly warning?: Quantity<Of>;
  readonly critical: Quantity<Of>;
}

/** A panel as it was declared. Where it goes is the dashboard's business. */
export interface Panel {
  /** Grafana's panel type, such as `timeseries`. */
  readonly type: string;
  readonly title: string;
  /** The question that the panel answers. */
  readonly description: string;
  /** Absent where nothing is measured: text, lists. */
  readonly unit?: Unit;
  readonly series: readonly Series[];
  /** Bounds in `unit` at which the colour changes. */
  readonly thresholds?: Thresholds<never>;
  /** Key of the panel's identity; the slug of its title unless the author keeps an older one. */
  readonly key: string;
  /** Ids of the specification's bullets that this panel answers. */
  readonly answers: readonly string[];
  /** Size in Grafana's grid of 24 columns; one row of it is 30 pixels high. */
  readonly width: number;
  readonly height: number;
  /** Uids of dashboards that the panel links to. */
  readonly links: readonly DashboardLink[];
  /** The data source that the panel's variable stands for until a reader chooses another. */
  readonly opensWith?: { readonly variable: string; readonly uid: string; readonly name: string };
  /** The panel in Grafana's classic schema, without `id`, `gridPos` and targets' datasource: made by the Foundation SDK. */
  readonly json: Readonly<Record<string, unknown>>;
}

/** A link to another dashboard (and panel), which keeps time range and variables. */
export interface DashboardLink {
  readonly to: string;
  readonly title: string;
  /** Key of the panel to open, as in `Panel.key`. */
  readonly panel?: string;
}
