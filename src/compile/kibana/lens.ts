import type { ChartPanel } from '../../model/kibana.ts';
import type { Bucket, Chart, Value } from '../../model/kibana-chart.ts';
import type { LogView } from '../../model/log.ts';
import { hex, palette } from './colours.ts';
import { bucketColumn, type Column, query, valueColumns } from './columns.ts';

type Json = Readonly<Record<string, unknown>>;

/** What is drawn, as Lens keeps it: a layer of columns and who shows which of them. */
interface Drawn {
  readonly visualizationType: string;
  readonly visualization: Json;
  readonly columns: Readonly<Record<string, Column>>;
  /** Lines across the chart are a layer of their own. */
  readonly lines?: Readonly<Record<string, Column>>;
}

const layerId = 'lines';
const referenceId = 'limits';
const layer = { layerId, layerType: 'data' };

/** A chart by value: what stands inside of a dashboard's panel. Columns are called by their place, so they stay where they are. */
export function lens({ title, description, view, chart, where }: ChartPanel): Json {
  const { visualizationType, visualization, columns, lines } = drawn(chart, view, title, description);
  const layers = { [layerId]: columns, ...(lines && { [referenceId]: lines }) };
  return {
    title,
    description,
    type: 'lens',
    visualizationType,
    references: Object.keys(layers).map((id) => ({
      id: view.id,
      name: `indexpattern-datasource-layer-${id}`,
      type: 'index-pattern',
    })),
    state: {
      adHocDataViews: {},
      datasourceStates: {
        formBased: {
          layers: Object.fromEntries(
            Object.entries(layers).map(([id, of]) => [
              id,
              { columnOrder: Object.keys(of), columns: of, incompleteColumns: {}, sampling: 1 },
            ]),
          ),
        },
        textBased: { layers: {} },
      },
      filters: [],
      internalReferences: [],
      query: query(where),
      visualization,
    },
  };
}

function drawn(chart: Chart, view: LogView, title: string, question: string): Drawn {
  switch (chart.type) {
    case 'metric': {
      const { value, secondary, thresholds } = chart;
      return {
        visualizationType: 'lnsMetric',
        // The tile has no header: it says its title and its question itself.
        columns: columnsOf(view, {}, { v0: { ...value, label: title }, ...(secondary && { v1: secondary }) }),
        visualization: {
          ...layer,
          metricAccessor: 'v0',
          subtitle: question,
          ...(secondary && { secondaryMetricAccessor: 'v1' }),
          ...(thresholds && { palette: palette(thresholds) }),
        },
      };
    }
    case 'xy':
      return xy(chart, view);
    case 'table': {
      const groups = numbered('b', chart.by);
      const values = numbered('v', chart.values);
      return {
        visualizationType: 'lnsDatatable',
        columns: columnsOf(view, groups, values),
        visualization: {
          ...layer,
          columns: [...Object.keys(groups), ...Object.keys(values)].map((columnId) => ({ columnId })),
          paging: { enabled: true, size: chart.page },
          sorting: { columnId: 'v0', direction: 'desc' },
        },
      };
    }
    case 'pie': {
      const groups = numbered('b', chart.by);
      return {
        visualizationType: 'lnsPie',
        columns: columnsOf(view, groups, { v0: chart.value }),
        visualization: {
          shape: chart.shape,
          layers: [
            {
              ...layer,
              primaryGroups: Object.keys(groups),
              metrics: ['v0'],
              categoryDisplay: 'default',
              legendDisplay: 'default',
              nestedLegend: false,
              numberDisplay: 'percent',
            },
          ],
        },
      };
    }
    case 'heatmap':
      return {
        visualizationType: 'lnsHeatmap',
        columns: columnsOf(view, { b0: chart.against, b1: chart.by }, { v0: chart.value }),
        visualization: {
          ...layer,
          shape: 'heatmap',
          xAccessor: 'b1',
          yAccessor: 'b0',
          valueAccessor: 'v0',
          legend: { isVisible: true, position: 'right', type: 'heatmap_legend' },
          gridConfig: {
            type: 'heatmap_grid',
            isCellLabelVisible: false,
            isXAxisLabelVisible: true,
            isXAxisTitleVisible: false,
            isYAxisLabelVisible: true,
            isYAxisTitleVisible: false,
          },
        },
      };
    default:
      return chart satisfies never;
  }
}

function xy(chart: Extract<Chart, { type: 'xy' }>, view: LogView): Drawn {
  const values = numbered('v', chart.values);
  const limits = numbered('r', chart.lines);
  const marked = Object.entries(values).filter(([, { colour, isOnRight }]) => colour ?? isOnRight);
  const seriesType = [
    chart.shape,
    ...(chart.isHorizontal ? ['horizontal'] : []),
    ...(chart.stacking === 'share'
      ? ['percentage', 'stacked']
      : chart.stacking === 'stacked'
        ? ['stacked']
        : []),
  ].join('_');
  return {
    visualizationType: 'lnsXY',
    // A group that is split comes first: the largest are chosen over the whole time, not anew at each step.
    columns: columnsOf(view, { ...(chart.split && { split: chart.split }), by: chart.by }, values),
    ...(chart.lines.length > 0 && {
      lines: Object.fromEntries(
        Object.entries(limits).map(([id, { label, at }]) => [id, staticColumn(label, at)]),
      ),
    }),
    visualization: {
      axisTitlesVisibilitySettings: { x: false, yLeft: true, yRight: true },
      fittingFunction: 'None',
      legend: { isVisible: chart.split !== undefined || chart.values.length > 1, position: 'right' },
      preferredSeriesType: seriesType,
      valueLabels: 'hide',
      layers: [
        {
          ...layer,
          seriesType,
          xAccessor: 'by',
          accessors: Object.keys(values),
          ...(chart.split && { splitAccessor: 'split' }),
          ...(marked.length > 0 && {
            yConfig: marked.map(([forAccessor, { colour, isOnRight }]) => ({
              forAccessor,
              ...(colour && { color: hex[colour] }),
              ...(isOnRight && { axisMode: 'right' }),
            })),
          }),
        },
        ...(chart.lines.length > 0
          ? [
              {
                layerId: referenceId,
                layerType: 'referenceLine',
                accessors: Object.keys(limits),
                yConfig: Object.entries(limits).map(([forAccessor, { colour }]) => ({
                  forAccessor,
                  axisMode: 'left',
                  color: hex[colour],
                  fill: 'none',
                  lineStyle: 'dashed',
                  lineWidth: 1,
                  textVisibility: true,
                })),
              },
            ]
          : []),
      ],
    },
  };
}

const staticColumn = (label: string, at: number): Column => ({
  label,
  customLabel: true,
  dataType: 'number',
  isBucketed: false,
  isStaticValue: true,
  operationType: 'static_value',
  params: { value: String(at) },
  references: [],
  scale: 'ratio',
});

/** Groups before values, as Kibana wants them. */
function columnsOf(
  view: LogView,
  groups: Readonly<Record<string, Bucket>>,
  values: Readonly<Record<string, Value>>,
): Readonly<Record<string, Column>> {
  const largest = Object.entries(values).find(([, one]) => canOrder(one))?.[0];
  return {
    ...Object.fromEntries(
      Object.entries(groups).map(([id, bucket]) => [id, bucketColumn(bucket, view, largest)]),
    ),
    ...Object.assign({}, ...Object.entries(values).map(([id, value]) => valueColumns(id, value, view))),
  };
}

/** Whether groups can be ordered by a value. Elasticsearch orders groups by what it works out itself: a quotient is worked out later, by Kibana. */
export const canOrder = (value: Value): boolean => value.type === 'measure' && value.op !== 'lastValue';

const numbered = <Of>(letter: string, all: readonly Of[]): Readonly<Record<string, Of>> =>
  Object.fromEntries(all.map((one, at) => [`${letter}${at}`, one]));
