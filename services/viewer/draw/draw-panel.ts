import type { DatasourceRef, PanelJson } from '../board/json.ts';
import type { PanelData } from '../data/panel-data.ts';
import type { ActiveAlert } from '../data/prometheus.ts';
import { drawBarGauge } from './bar-gauge.ts';
import type { Canvas, Drawing } from './drawing.ts';
import { drawGauge } from './gauge.ts';
import { drawHeatmap } from './heatmap.ts';
import { drawAlertList, drawDashboardList, type KnownDashboard } from './lists.ts';
import { drawPieChart } from './pie-chart.ts';
import { drawStat } from './stat.ts';
import { drawStateTimeline } from './state-timeline.ts';
import { drawTable } from './table.ts';
import { drawText } from './text-panel.ts';
import { drawTimeseries } from './timeseries.ts';

/** What panels show that no query of theirs asks for. */
export interface Surroundings {
  /** Absent where nobody evaluates rules, as in a recording, and as long as nobody has answered. */
  readonly alerts: readonly ActiveAlert[] | undefined;
  readonly dashboards: readonly KnownDashboard[];
}

type Draw = (panel: PanelJson, data: PanelData, canvas: Canvas) => Drawing;

/** Panel types that show answers of Prometheus. */
const charts: Readonly<Record<string, Draw>> = {
  bargauge: drawBarGauge,
  gauge: drawGauge,
  heatmap: drawHeatmap,
  piechart: drawPieChart,
  stat: drawStat,
  'state-timeline': drawStateTimeline,
  table: drawTable,
  timeseries: drawTimeseries,
};

/** Draws a panel: a pure function of the compiled JSON, the answers and the canvas. */
export function drawPanel(panel: PanelJson, data: PanelData, canvas: Canvas, around: Surroundings): Drawing {
  switch (panel.type) {
    case 'text':
      return drawText(panel);
    case 'alertlist':
      return data.errors[0] ? error(data.errors[0]) : drawAlertList(panel, around.alerts, canvas);
    case 'dashlist':
      return drawDashboardList(panel, around.dashboards, canvas.theme);
  }
  const missing = missingSource(panel);
  if (missing) return quiet(`Asks ${missing}, which does not run here: see it with npm run preview`);
  const draw = charts[panel.type];
  if (!draw) return quiet(`Panels of type ${panel.type} are drawn by Grafana only`);
  // An answer in part is better than none; what is missing is told in the head of the panel.
  if (data.errors[0] && data.series.length === 0) return error(data.errors[0]);
  const empty = data.series.every(({ values }) => values.every(Number.isNaN));
  if (empty) return quiet(panel.fieldConfig?.defaults?.noValue ?? 'No data');
  return draw(panel, data, canvas);
}

const quiet = (text: string): Drawing => ({ type: 'message', tone: 'quiet', text });
const error = (text: string): Drawing => ({ type: 'message', tone: 'error', text });

/** The name of a data source that a panel asks and that is not here. */
export function missingSource({ datasource, targets = [] }: PanelJson): string | undefined {
  const asked: readonly (DatasourceRef | null | undefined)[] = [
    datasource,
    ...targets.map((one) => one.datasource),
  ];
  const type = asked.map((one) => one?.type).find((one) => one !== undefined && !here.has(one));
  return type === undefined ? undefined : (names[type] ?? type);
}

const here = new Set(['prometheus', 'datasource', 'grafana', '-- Mixed --']);
const names: Readonly<Record<string, string>> = {
  elasticsearch: 'Elasticsearch',
  jaeger: 'Jaeger',
  alertmanager: 'Alertmanager',
  loki: 'Loki',
};
