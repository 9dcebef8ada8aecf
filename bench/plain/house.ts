import { PanelBuilder as BarGaugeBuilder } from '@grafana/grafana-foundation-sdk/bargauge';
import * as common from '@grafana/grafana-foundation-sdk/common';
import * as sdk from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as DialBuilder } from '@grafana/grafana-foundation-sdk/gauge';
import * as heat from '@grafana/grafana-foundation-sdk/heatmap';
import * as round from '@grafana/grafana-foundation-sdk/piechart';
import { DataqueryBuilder, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import { PanelBuilder as TimeseriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';

/*
 * What a team without the typed language would write once for itself: its panels on the bare Foundation SDK. Copied into the
 * plain project, which imports nothing else.
 */

/** Rules as Prometheus reads them. */
export interface RuleFile {
  readonly name: string;
  readonly groups: readonly {
    readonly name: string;
    readonly interval: string;
    readonly rules: readonly (
      | { readonly record: string; readonly expr: string }
      | {
          readonly alert: string;
          readonly expr: string;
          readonly for: string;
          readonly labels: Readonly<Record<string, string>>;
          readonly annotations: Readonly<Record<string, string>>;
        }
    )[];
  }[];
}

interface Spec {
  readonly id: number;
  readonly title: string;
  readonly description: string;
  readonly at: sdk.GridPos;
  readonly unit: string;
  readonly targets: readonly { readonly expr: string; readonly legend: string }[];
  readonly worseAbove?: readonly number[];
  readonly min?: number;
  readonly max?: number;
}

const source = { type: 'prometheus', uid: '${datasource}' };

function steps(bounds: readonly number[] | undefined): sdk.Threshold[] {
  if (!bounds) return [{ value: null, color: 'blue' }];
  const colours = bounds.length > 1 ? ['orange', 'red'] : ['red'];
  return [
    { value: null, color: 'green' },
    ...bounds.map((value, at) => ({ value, color: colours[at] as string })),
  ];
}

const refId = (at: number): string => String.fromCharCode(65 + at);

function finish<Builder extends TimeseriesBuilder>(
  builder: Builder,
  { id, title, description, at, unit, targets, worseAbove, min, max }: Spec,
  instant: boolean,
  format = PromQueryFormat.TimeSeries,
): sdk.Panel {
  builder.id(id).title(title).description(description).gridPos(at).unit(unit).datasource(source);
  targets.forEach(({ expr, legend }, index) => {
    const query = new DataqueryBuilder()
      .datasource(source)
      .expr(expr)
      .legendFormat(legend)
      .refId(refId(index))
      .format(format);
    builder.withTarget(instant ? query.instant() : query.range());
  });
  builder.thresholds(
    new sdk.ThresholdsConfigBuilder().mode(sdk.ThresholdsMode.Absolute).steps(steps(worseAbove)),
  );
  if (min !== undefined) builder.min(min);
  if (max !== undefined) builder.max(max);
  const { repeatDirection, ...panel } = builder.build();
  return panel as sdk.Panel;
}

const newest = (): common.ReduceDataOptionsBuilder =>
  new common.ReduceDataOptionsBuilder().calcs(['lastNotNull']).fields('').values(false);

/** The newest value, large. */
export function stat(spec: Spec): sdk.Panel {
  const several = spec.targets.some(({ legend }) => legend.includes('{{'));
  const builder = new StatBuilder()
    .colorMode(common.BigValueColorMode.Value)
    .graphMode(common.BigValueGraphMode.None)
    .justifyMode(common.BigValueJustifyMode.Auto)
    .textMode(several ? common.BigValueTextMode.ValueAndName : common.BigValueTextMode.Value)
    .orientation(common.VizOrientation.Auto)
    .reduceOptions(newest());
  return finish(builder as never, spec, true);
}

/** A graph over time. */
export function timeseries(spec: Spec): sdk.Panel {
  const builder = new TimeseriesBuilder()
    .lineWidth(1)
    .fillOpacity(8)
    .showPoints(common.VisibilityMode.Never)
    .legend(
      new common.VizLegendOptionsBuilder()
        .showLegend(true)
        .calcs([])
        .displayMode(common.LegendDisplayMode.List)
        .placement(common.LegendPlacement.Bottom),
    )
    .tooltip(
      new common.VizTooltipOptionsBuilder()
        .mode(common.TooltipDisplayMode.Multi)
        .sort(common.SortOrder.Descending),
    )
    .axisSoftMin(0);
  if (spec.worseAbove)
    builder.thresholdsStyle(
      new common.GraphThresholdsStyleConfigBuilder().mode(common.GraphThresholdsStyleMode.Dashed),
    );
  return finish(builder, spec, false);
}

/** Horizontal bars. */
export const barGauge = (spec: Spec): sdk.Panel =>
  finish(
    new BarGaugeBuilder()
      .orientation(common.VizOrientation.Horizontal)
      .displayMode(common.BarGaugeDisplayMode.Basic)
      .valueMode(common.BarGaugeValueMode.Text)
      .namePlacement(common.BarGaugeNamePlacement.Left)
      .showUnfilled(true)
      .reduceOptions(newest())
      .min(0) as never,
    spec,
    true,
  );

/** A dial. */
export const dial = (spec: Spec): sdk.Panel =>
  finish(
    new DialBuilder()
      .orientation(common.VizOrientation.Auto)
      .showThresholdMarkers(true)
      .showThresholdLabels(false)
      .reduceOptions(newest()) as never,
    spec,
    true,
  );

/** A ring. */
export const pie = (spec: Spec): sdk.Panel =>
  finish(
    new round.PanelBuilder()
      .pieType(round.PieChartType.Donut)
      .legend(
        new round.PieChartLegendOptionsBuilder()
          .showLegend(true)
          .displayMode(common.LegendDisplayMode.Table)
          .placement(common.LegendPlacement.Right)
          .calcs([])
          .values([round.PieChartLegendValues.Value, round.PieChartLegendValues.Percent]),
      )
      .reduceOptions(newest()) as never,
    spec,
    true,
  );

/** A histogram over time. */
export const heatmap = (spec: Spec): sdk.Panel =>
  finish(
    new heat.PanelBuilder()
      .calculate(false)
      .cellGap(1)
      .showLegend()
      .color(
        new heat.HeatmapColorOptionsBuilder()
          .mode(heat.HeatmapColorMode.Scheme)
          .scheme('Oranges')
          .exponent(0.5)
          .steps(64)
          .reverse(false),
      )
      .yAxis(new heat.YAxisConfigBuilder().unit(spec.unit))
      .scaleDistribution(new common.ScaleDistributionConfigBuilder().type(common.ScaleDistribution.Linear))
      .hideFrom(new common.HideSeriesConfigBuilder().legend(false).tooltip(false).viz(false)) as never,
    spec,
    false,
    PromQueryFormat.Heatmap,
  );

/** A row for each label set. */
export function table(
  spec: Spec & {
    readonly labels: Readonly<Record<string, string>>;
    readonly columns: readonly {
      readonly title: string;
      readonly unit: string;
      readonly worseAbove?: readonly number[];
    }[];
    readonly sortBy: string;
  },
): sdk.Panel {
  const { labels, columns, sortBy } = spec;
  const builder = new TableBuilder()
    .showHeader(true)
    .cellHeight(common.TableCellHeight.Sm)
    .sortBy([new common.TableSortByFieldStateBuilder().displayName(sortBy).desc(true)]);
  for (const { title, unit, worseAbove } of columns)
    builder.overrideByName(title, [
      { id: 'unit', value: unit },
      ...(worseAbove
        ? [
            { id: 'thresholds', value: { mode: 'absolute', steps: steps(worseAbove) } },
            { id: 'custom.cellOptions', value: { type: 'color-text' } },
          ]
        : []),
    ]);
  const values = columns.map((_, at) => `Value #${refId(at)}`);
  builder.withTransformation({ id: 'merge', options: {} }).withTransformation({
    id: 'organize',
    options: {
      excludeByName: { Time: true },
      indexByName: Object.fromEntries([...Object.keys(labels), ...values].map((name, at) => [name, at])),
      renameByName: { ...labels, ...Object.fromEntries(columns.map(({ title }, at) => [values[at], title])) },
    },
  });
  return finish(builder as never, spec, true, PromQueryFormat.Table);
}

/** The header of a row. */
export const row = (id: number, title: string, y: number): sdk.RowPanel =>
  new sdk.RowBuilder(title).id(id).gridPos({ x: 0, y, w: 24, h: 1 }).build();

const tidy = ({ auto, auto_min, auto_count, ...rest }: sdk.VariableModel): unknown => rest;

/** A variable with the values of a label. */
export function variable(name: string, title: string, query: string, several: boolean): unknown {
  const builder = new sdk.QueryVariableBuilder(name)
    .label(title)
    .datasource(source)
    .query({ query, refId: name })
    .definition(query)
    .refresh(sdk.VariableRefresh.OnTimeRangeChanged)
    .sort(sdk.VariableSort.AlphabeticalAsc)
    .multi(several)
    .includeAll(several);
  if (several) builder.allValue('.*').current({ text: ['All'], value: ['$__all'], selected: true });
  return tidy(builder.build());
}

/** A dashboard as Grafana reads it. */
export type Dashboard = Omit<sdk.Dashboard, 'panels' | 'templating' | 'links' | 'annotations'> & {
  readonly panels: readonly unknown[];
};

/** A dashboard whose panels have their places. */
export function dashboard(spec: {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly variables: readonly unknown[];
  readonly panels: readonly (sdk.Panel | sdk.RowPanel)[];
}): Dashboard {
  const builder = new sdk.DashboardBuilder(spec.title)
    .uid(spec.uid)
    .description(spec.description)
    .tags([...spec.tags])
    .timezone('browser')
    .readonly()
    .tooltip(sdk.DashboardCursorSync.Crosshair)
    .time({ from: 'now-6h', to: 'now' })
    .refresh('30s');
  const { placement, ...link } = new sdk.DashboardLinkBuilder('Dashboards')
    .type(sdk.DashboardLinkType.Dashboards)
    .tags(spec.tags.slice(0, 1))
    .asDropdown(true)
    .includeVars(true)
    .keepTime(true)
    .icon('external link')
    .build();
  const chooser = new sdk.DatasourceVariableBuilder('datasource').label('Data source').type('prometheus');
  return {
    ...builder.build(),
    schemaVersion: 38,
    links: [link],
    annotations: { list: [] },
    templating: { list: [tidy(chooser.build()), ...spec.variables] },
    panels: spec.panels,
  } as Dashboard;
}
