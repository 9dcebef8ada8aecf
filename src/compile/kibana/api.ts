import { secondsOf } from '../../model/duration.ts';
import type { KibanaDashboardSpec, KibanaResource } from '../../model/elastic-resource.ts';
import { Failure } from '../../model/failure.ts';
import type {
  Control,
  Drilldown,
  KibanaContent,
  KibanaDashboard,
  PlacedKibanaPanel,
} from '../../model/kibana.ts';
import { apiChart } from './api-charts.ts';
import { kibanaTime } from './dashboard.ts';

type Json = Readonly<Record<string, unknown>>;

/** Panels that the API takes at most, in a dashboard or in a section of it. */
const mostPanels = 100;

/**
 * A dashboard in the words of the dashboards API, which 9.4 and later have. Rows are sections there, and headings give way to
 * them. What the API has no word for is refused with a sentence.
 */
export function apiDashboard(dashboard: KibanaDashboard): KibanaDashboardSpec {
  const { id, title, description, tags, range, refresh, controls, drilldowns } = dashboard;
  const rows = [...new Set(dashboard.panels.map(({ row }) => row))];
  return {
    id,
    data: {
      title,
      description,
      tags: tags.map((tag) => tag.id),
      time_range: { from: `now-${range}`, to: 'now' },
      refresh_interval: { pause: false, value: secondsOf(refresh) * 1000 },
      options: {
        hide_panel_titles: false,
        sync_colors: false,
        sync_cursor: true,
        sync_tooltips: false,
        use_margins: true,
      },
      pinned_panels: controls.map(control),
      // A section takes one line of the grid, and has a grid of its own.
      panels: rows.map((row, y) => ({
        title: row,
        collapsed: false,
        grid: { y },
        panels: section(dashboard, row, drilldowns),
      })),
    },
  };
}

/** Every dashboard as a resource for whoever speaks that API. */
export const apiDashboardResources = (content: KibanaContent): readonly KibanaResource[] =>
  content.dashboards.map((dashboard) => ({
    kind: 'kibana-dashboard',
    id: dashboard.id,
    spec: apiDashboard(dashboard),
  }));

function section({ id, panels }: KibanaDashboard, row: string, drilldowns: readonly Drilldown[]): Json[] {
  const inside = panels.filter((placed) => placed.row === row && !isHeading(placed));
  if (inside.length > mostPanels)
    throw new Failure(
      `the row "${row}" of ${id} has ${inside.length} panels, more than the dashboards API takes`,
      {
        why: `a section has at most ${mostPanels}`,
        next: 'make two rows of it, or import the dashboard as a saved object',
      },
    );
  const top = Math.min(...inside.map(({ at }) => at.y));
  return inside.map(({ panel, at }) => ({
    id: panel.key,
    grid: { ...at, y: at.y - top },
    ...drawn(panel, drilldowns),
  }));
}

const isHeading = ({ panel }: PlacedKibanaPanel): boolean => panel.type === 'prose' && panel.isHeading;

function drawn(panel: PlacedKibanaPanel['panel'], drilldowns: readonly Drilldown[]): Json {
  const { title, description } = panel;
  switch (panel.type) {
    case 'chart': {
      const named = panel.chart.type === 'metric' ? { title, hide_title: true } : { title, description };
      return {
        type: 'vis',
        config: {
          ...named,
          ...apiChart(panel),
          ...(drilldowns.length > 0 && { drilldowns: drilldowns.map(drilldown) }),
        },
      };
    }
    case 'search':
      return { type: 'discover_session', config: { title, description, ref_id: panel.search.id } };
    case 'prose':
      return { type: 'markdown', config: { title, description, content: panel.markdown } };
    default:
      return panel satisfies never;
  }
}

const drilldown = ({ title, url }: Drilldown): Json => ({
  type: 'url_drilldown',
  label: title,
  trigger: 'on_open_panel_menu',
  url: kibanaTime(url),
  encode_url: true,
  open_in_new_tab: true,
});

const control = ({ type, field, title, view }: Control): Json => ({
  type: type === 'options' ? 'options_list_control' : 'range_slider_control',
  width: 'medium',
  grow: true,
  config: { title, data_view_id: view.id, field_name: field },
});
