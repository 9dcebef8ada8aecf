import type { DashboardJson, PanelJson } from '../board/json.ts';
import { layout } from '../board/layout.ts';
import { timeRange } from '../board/time-range.ts';
import { type Choices, resolveVariables, valuesOf } from '../board/variables.ts';
import { askAnnotations } from '../data/annotations.ts';
import { askPanel } from '../data/ask-panel.ts';
import type { PanelData } from '../data/panel-data.ts';
import type { PrometheusClient } from '../data/prometheus.ts';
import { missingSource, type Surroundings } from '../draw/draw-panel.ts';
import { bodyOf } from '../draw/frame.ts';
import type { Scene } from './dashboard-svg.ts';

/** What a dashboard is asked with. */
export interface SceneAsking extends Surroundings {
  readonly client: PrometheusClient;
  /** The moment that `now` stands for, in Unix milliseconds. */
  readonly now: number;
  /** Pixels from edge to edge. */
  readonly width: number;
  /** How often Prometheus scrapes, in milliseconds. */
  readonly scrape: number;
  /** Pixels from one point of a line to the next; more make smaller pictures. */
  readonly coarse?: number;
  readonly choices?: Choices;
}

/** Asks everything that a dashboard shows when it is opened at a moment. */
export async function askScene(dashboard: DashboardJson, asking: SceneAsking): Promise<Scene> {
  const { client, now, width, scrape, coarse = 1, choices = {}, alerts, dashboards } = asking;
  const range = timeRange(dashboard.time?.from ?? 'now-6h', dashboard.time?.to ?? 'now', now);
  const variables = await resolveVariables(dashboard.templating?.list ?? [], choices, range, client);
  const values = valuesOf(variables);
  const { annotations } = await askAnnotations(dashboard, { client, range, values });
  const data = new Map<number, PanelData>();
  const one = async ({ panel, box }: { panel: PanelJson; box: { width: number } }): Promise<void> => {
    if (panel.type === 'row' || missingSource(panel)) return;
    const points = Math.floor(bodyOf(panel, { x: 0, y: 0, height: 0, ...box }).width / coarse);
    data.set(panel.id, await askPanel(panel, { client, range, values, points, scrape }));
  };
  const queue = [...layout(dashboard, width)];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) await one(next);
  };
  await Promise.all([worker(), worker(), worker(), worker()]);
  return { dashboard, variables, values, range, annotations, data, alerts, dashboards };
}
