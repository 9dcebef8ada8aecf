import { Failure } from '../../model/failure.ts';
import type { ChartPanel } from '../../model/kibana.ts';
import type { Bucket, Chart, KibanaThresholds, Value } from '../../model/kibana-chart.ts';
import { apiBucket, apiColour, apiDrawn, apiQuery, apiValue } from './api-operations.ts';
import { hex, stretches } from './colours.ts';
import { canOrder } from './lens.ts';

type Json = Readonly<Record<string, unknown>>;

/** Rows on a page that the API knows; Lens itself takes any. */
const pages: readonly number[] = [10, 20, 30, 50, 100];

/** A chart, in the words of the dashboards API. Fails where the API has no word for what is drawn. */
export function apiChart(panel: ChartPanel): Json {
  const { chart, view, where } = panel;
  const data = { data_source: { type: 'data_view_reference', ref_id: view.id } };
  const asked = where && { query: apiQuery(where) };
  const values = valuesOf(chart);
  const value = (of: Value): Json => apiValue(of, view);
  const group = (of: Bucket): Json => apiBucket(of, view, values.findIndex(canOrder));
  switch (chart.type) {
    case 'metric':
      return {
        type: 'metric',
        ...data,
        ...asked,
        metrics: [
          {
            type: 'primary',
            ...value(chart.value),
            label: panel.title,
            subtitle: panel.description,
            ...(chart.thresholds && { color: byValue(chart.thresholds), apply_color_to: 'background' }),
          },
          ...(chart.secondary ? [{ type: 'secondary', ...value(chart.secondary) }] : []),
        ],
      };
    case 'xy':
      return {
        type: 'xy',
        ...asked,
        axis: { x: { title: { visible: false } } },
        legend: {
          position: 'right',
          visibility: chart.split || chart.values.length > 1 ? 'visible' : 'hidden',
        },
        layers: [
          {
            type: layerType(chart),
            ...data,
            x: group(chart.by),
            y: chart.values.map((of) => ({ ...value(of), ...apiDrawn(of) })),
            ...(chart.split && { breakdown_by: group(chart.split) }),
          },
          ...(chart.lines.length > 0
            ? [
                {
                  type: 'reference_lines',
                  ...data,
                  thresholds: chart.lines.map(({ label, at, colour }) => ({
                    operation: 'static_value',
                    value: at,
                    label,
                    color: apiColour(hex[colour]),
                    axis: 'y',
                    stroke_dash: 'dashed',
                    stroke_width: 1,
                    text: { visible: true },
                  })),
                },
              ]
            : []),
        ],
      };
    case 'table':
      return {
        type: 'data_table',
        ...data,
        ...asked,
        rows: chart.by.map(group),
        metrics: chart.values.map(value),
        styling: {
          paging: pageOf(panel.title, chart.page),
          sort_by: { column_type: 'metric', index: 0, direction: 'desc' },
        },
      };
    case 'pie':
      return {
        type: 'pie',
        ...data,
        ...asked,
        metrics: [value(chart.value)],
        group_by: chart.by.map(group),
        styling: { donut_hole: chart.shape === 'donut' ? 'm' : 'none' },
      };
    case 'heatmap':
      return {
        type: 'heatmap',
        ...data,
        ...asked,
        x: group(chart.by),
        y: group(chart.against),
        metric: value(chart.value),
      };
    default:
      return chart satisfies never;
  }
}

const valuesOf = (chart: Chart): readonly Value[] => ('values' in chart ? chart.values : [chart.value]);

function layerType({ shape, isHorizontal, stacking }: Extract<Chart, { type: 'xy' }>): string {
  const stacked = { none: [], share: ['percentage'], stacked: ['stacked'] }[stacking];
  return [shape, ...(isHorizontal ? ['horizontal'] : []), ...stacked].join('_');
}

/** Colours by value: each stretch begins where the one before it ends, the outer two are open. */
function byValue(thresholds: KibanaThresholds): Json {
  const all = stretches(thresholds);
  return {
    type: 'dynamic',
    range: 'absolute',
    steps: all.map(({ colour, from }, at) => ({
      color: hex[colour],
      ...(at > 0 && { gte: from }),
      ...(all[at + 1] && { lt: all[at + 1]?.from }),
    })),
  };
}

function pageOf(title: string, page: number): number {
  if (pages.includes(page)) return page;
  throw new Failure(`the table "${title}" has ${page} rows on a page, which the dashboards API cannot say`, {
    why: `it knows pages of ${pages.join(', ')} rows`,
    next: 'give the table one of these, or import its dashboard as a saved object',
  });
}
