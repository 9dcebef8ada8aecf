import type { ChartPanel, KibanaContent, KibanaDashboard, SavedSearch } from '../model/kibana.ts';
import type { Bucket, Chart, Value } from '../model/kibana-chart.ts';
import type { KqlNode } from '../model/kql.ts';
import type { LogView } from '../model/log.ts';

/** What a part of Kibana's content asks of a view: fields by name, and questions. */
export interface Reads {
  /** Where, in words: `kibana/error-analysis.ts › Errors by type`. */
  readonly path: string;
  readonly view: LogView;
  readonly fields: readonly string[];
  readonly questions: readonly KqlNode[];
}

/** The file of a dashboard, which is called by its id. */
export const kibanaPath = ({ id }: Pick<KibanaDashboard, 'id'>, part?: string): string =>
  `kibana/${id.replaceAll('_', '-')}.ts${part ? ` › ${part}` : ''}`;

/** Everything that reads fields: charts, searches, controls. */
export function* readsOf({ dashboards, searches }: KibanaContent): Iterable<Reads> {
  for (const search of searches) yield searchReads(search, `kibana/searches.ts › ${search.title}`);
  for (const dashboard of dashboards) {
    for (const { title, view, field } of dashboard.controls)
      yield { path: kibanaPath(dashboard, `control ${title}`), view, fields: [field], questions: [] };
    for (const { panel } of dashboard.panels) {
      const path = kibanaPath(dashboard, panel.title);
      if (panel.type === 'chart') yield chartReads(panel, path);
      if (panel.type === 'search') yield searchReads(panel.search, path);
    }
  }
}

const searchReads = ({ view, columns, sort, where }: SavedSearch, path: string): Reads => ({
  path,
  view,
  fields: [...columns, ...sort.map(([field]) => field)],
  questions: where ? [where] : [],
});

function chartReads({ chart, view, where }: ChartPanel, path: string): Reads {
  const measures = valuesOf(chart).flatMap((value) =>
    value.type === 'quotient' ? [value.part, value.whole] : [value],
  );
  const buckets = bucketsOf(chart);
  return {
    path,
    view,
    fields: [
      ...measures.flatMap(({ field }) => (field ? [field] : [])),
      ...buckets.flatMap((bucket) => ('field' in bucket ? [bucket.field] : [])),
    ],
    questions: [
      ...(where ? [where] : []),
      ...measures.flatMap((measure) => (measure.where ? [measure.where] : [])),
      ...buckets.flatMap((bucket) =>
        bucket.type === 'filters' ? bucket.filters.map((filter) => filter.where) : [],
      ),
    ],
  };
}

/** Every value that a chart shows. */
export function valuesOf(chart: Chart): readonly Value[] {
  if ('values' in chart) return chart.values;
  return 'secondary' in chart && chart.secondary ? [chart.value, chart.secondary] : [chart.value];
}

function bucketsOf(chart: Chart): readonly Bucket[] {
  switch (chart.type) {
    case 'metric':
      return [];
    case 'xy':
      return chart.split ? [chart.split, chart.by] : [chart.by];
    case 'heatmap':
      return [chart.by, chart.against];
    case 'pie':
    case 'table':
      return chart.by;
    default:
      return chart satisfies never;
  }
}
