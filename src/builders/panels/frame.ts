import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import type {
  DynamicConfigValue,
  Panel as SdkPanel,
  Threshold,
  ThresholdsConfig,
  ValueMapping,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { ThresholdsConfigBuilder, ThresholdsMode } from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import type { DashboardLink, Panel, Series, Thresholds } from '../../model/panel.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { Unit } from '../../model/unit.ts';
import { format as formatQuery } from '../../promql/format.ts';
import { slug } from '../identity.ts';
import { grafanaUnit } from './grafana-unit.ts';

/** What every panel says of itself. */
export interface PanelSpec {
  /** Sentence case, no unit, no colon. */
  readonly title: string;
  /** The question that the panel answers, as a question. */
  readonly description: string;
  /** Bullets of the specification that it answers. */
  readonly answers?: readonly string[];
  /** Links in the panel's header. */
  readonly links?: readonly DashboardLink[];
  /** Columns of 24; each panel type has its own default. A line that is not full is stretched. */
  readonly width?: number;
  /** Rows of 30 pixels. */
  readonly height?: number;
  /** Keeps the panel's id when its title changes: the slug of the title it had. */
  readonly key?: string;
}

/** Refuses queries of different units in one panel: their axis would lie about one of them. */
type OneUnit<Of extends Unit> = [Of] extends [Meet<Of>]
  ? unknown
  : Refusal<'the queries of a panel share one unit, and these have several: make a panel for each of', Of>;
/** The intersection of a union's members: `never` for two literals. */
type Meet<Of> = (Of extends unknown ? (each: Of) => void : never) extends (each: infer All) => void
  ? All
  : never;

/** What a panel with queries says. All its series share one unit. */
export interface ChartSpec<Of extends Unit> extends PanelSpec {
  readonly series: OneUnit<Of> & (Series<Of> | readonly Series<Of>[]);
  readonly thresholds?: Thresholds<NoInfer<Of>>;
  /** Ends of the scale, in the unit of the series. */
  readonly min?: number;
  readonly max?: number;
  readonly decimals?: number;
  /** Words for values: `{ 0: 'down', 1: 'ok' }`. */
  readonly states?: Readonly<Record<number, State>>;
  /** A colour for a line, by its name in the legend; other lines take Grafana's palette. */
  readonly colours?: Readonly<Record<string, Colour>>;
  /** What to show instead of "No data". */
  readonly empty?: string;
}

/** A chart of whatever unit: what is left once the types have had their say. */
type AnyChartSpec = Omit<ChartSpec<never>, 'series' | 'thresholds'> & {
  readonly series: Series | readonly Series[];
  readonly thresholds?: Thresholds<never>;
};

/** A word for a value and the colour it is shown in. */
export interface State {
  readonly text: string;
  readonly colour: Colour;
}

/** The few colours we use: three that judge, two that do not. */
export type Colour = 'green' | 'orange' | 'red' | 'blue' | 'text';

/** The part of every SDK panel builder that our house style needs. */
interface Sdk extends Builder<SdkPanel> {
  title(title: string): unknown;
  description(description: string): unknown;
  unit(unit: string): unknown;
  decimals(decimals: number): unknown;
  min(min: number): unknown;
  max(max: number): unknown;
  noValue(text: string): unknown;
  thresholds(of: Builder<ThresholdsConfig>): unknown;
  mappings(mappings: ValueMapping[]): unknown;
  withTarget(target: Builder<Dataquery>): unknown;
  overrideByName(name: string, properties: DynamicConfigValue[]): unknown;
  datasource(ref: { type: string; uid: string }): unknown;
}

/** The Prometheus data source, chosen by the dashboard's variable of that name. */
export const prometheus = { type: 'prometheus', uid: '${datasource}' };

/** A panel without queries. */
export function frame(
  sdk: Pick<Sdk, 'title' | 'description' | 'build'>,
  spec: PanelSpec,
  size: { width: number; height: number },
): Panel {
  sdk.title(spec.title);
  sdk.description(spec.description);
  // The SDK gives every panel a direction to repeat in, and nothing to repeat for.
  const { repeatDirection, ...json } = sdk.build() as unknown as Record<string, unknown>;
  return {
    type: String(json.type),
    title: spec.title,
    description: spec.description,
    series: [],
    key: spec.key ?? slug(spec.title),
    answers: spec.answers ?? [],
    links: spec.links ?? [],
    width: spec.width ?? size.width,
    height: spec.height ?? size.height,
    json,
  };
}

/** A panel with queries: unit from the queries, thresholds in that unit, refIds in order. */
export function chart(
  sdk: Sdk,
  spec: AnyChartSpec,
  size: { width: number; height: number },
  format: { readonly instant?: boolean; readonly as?: PromQueryFormat; readonly exemplars?: boolean } = {},
): Panel {
  const given = Array.isArray(spec.series) ? (spec.series as readonly Series[]) : [spec.series as Series];
  const all = given.map((one, index) => ({
    ...one,
    legend: one.legend || spec.title,
    refId: refId(index),
    instant: format.instant ?? false,
  }));
  const unit = (all[0] as Series).query.unit;
  sdk.unit(grafanaUnit(unit));
  sdk.datasource(prometheus);
  for (const one of all) sdk.withTarget(target(one, format));
  sdk.thresholds(
    new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(steps(spec.thresholds, unit)),
  );
  if (spec.states) sdk.mappings(mappings(spec.states));
  for (const [name, fixedColor] of Object.entries(spec.colours ?? {}))
    sdk.overrideByName(name, [{ id: 'color', value: { mode: 'fixed', fixedColor } }]);
  if (spec.decimals !== undefined) sdk.decimals(spec.decimals);
  if (spec.min !== undefined) sdk.min(spec.min);
  if (spec.max !== undefined) sdk.max(spec.max);
  if (spec.empty !== undefined) sdk.noValue(spec.empty);
  return {
    ...frame(sdk, spec, size),
    unit,
    series: all,
    ...(spec.thresholds && { thresholds: spec.thresholds }),
  };
}

/** A, B, ... Z, AA, AB: the names Grafana gives to the queries of a panel. */
export function refId(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : `${refId(Math.floor(index / 26) - 1)}${letter}`;
}

/** A query as Grafana's Prometheus data source reads it. */
export function target(
  of: Series,
  format: { readonly as?: PromQueryFormat; readonly exemplars?: boolean },
): DataqueryBuilder {
  const query = new DataqueryBuilder()
    .datasource(prometheus)
    .expr(formatQuery(of.query.node))
    .legendFormat(of.legend)
    .refId(of.refId)
    .format(format.as ?? PromQueryFormat.TimeSeries);
  if (format.exemplars) query.exemplar(true);
  return of.instant ? query.instant() : query.range();
}

/** Threshold steps in ascending order; without thresholds a neutral colour, so that green always means "fine". */
export function steps(of: Thresholds<never> | undefined, unit: Unit): Threshold[] {
  if (!of) return [{ value: null, color: 'blue' }];
  const critical = of.critical.in[unit] ?? null;
  const warning = of.warning?.in[unit] ?? null;
  if (of.worse === 'above') {
    return [
      { value: null, color: 'green' },
      ...(warning === null ? [] : [{ value: warning, color: 'orange' }]),
      { value: critical, color: 'red' },
    ];
  }
  return [
    { value: null, color: 'red' },
    ...(warning === null
      ? [{ value: critical, color: 'green' }]
      : [
          { value: critical, color: 'orange' },
          { value: warning, color: 'green' },
        ]),
  ];
}

/** Value mappings in Grafana's form. */
export function mappings(states: Readonly<Record<number, State>>): ValueMapping[] {
  const options = Object.entries(states).map(([value, { text, colour }], index) => [
    value,
    { text, color: colour, index },
  ]);
  return [{ type: 'value', options: Object.fromEntries(options) } as ValueMapping];
}
