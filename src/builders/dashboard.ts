import {
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
  RowBuilder,
  TimePickerBuilder,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { Annotation, Dashboard, PlacedPanel } from '../model/dashboard.ts';
import type { Duration } from '../model/duration.ts';
import type { DashboardLink, Panel } from '../model/panel.ts';
import type { Variable } from '../model/variable.ts';
import { annotationJson, type GrafanaAnnotation } from './annotations.ts';
import { panelId } from './identity.ts';
import { flow } from './layout.ts';
import { datasourceVariable, variableJson } from './variables.ts';

/** A titled group of panels, in reading order. */
export interface Row {
  readonly title: string;
  readonly panels: readonly Panel[];
  /** Folded until the reader opens it; its queries do not run before. */
  readonly collapsed?: boolean;
}

/** A row: `row('Is it fine?', [availability, latency])`. */
export function row(
  title: string,
  panels: readonly Panel[],
  options: { readonly collapsed?: boolean } = {},
): Row {
  return { title, panels, ...options };
}

/** A link that keeps time range and variables: `linkTo('operations-monitoring', 'Operations', { panel: 'error-rate' })`. */
export function linkTo(to: string, title: string, options: { readonly panel?: string } = {}): DashboardLink {
  return { to, title, ...options };
}

/** What a dashboard says of itself. */
export interface DashboardSpec {
  /** The name of its file. */
  readonly uid: string;
  readonly title: string;
  /** Who reads it, and which question it answers. */
  readonly description: string;
  readonly tags: readonly string[];
  /** How far back it looks when opened, such as `6h`. */
  readonly range: Duration;
  /** How often it reloads, such as `30s`. */
  readonly refresh: Duration;
  /** How far behind now it stays, such as `1m`, where the newest data is known to be incomplete. */
  readonly lag?: Duration;
  /** The least distance between two points of a graph, such as `5m`. */
  readonly resolution?: Duration;
  readonly variables?: readonly Variable[];
  readonly annotations?: readonly GrafanaAnnotation[];
  /** Links in the header, beside those to every dashboard with the same tags. */
  readonly links?: readonly DashboardLink[];
  readonly rows: readonly Row[];
}

/**
 * A Grafana dashboard in the classic schema, read by 10.0 to 13: schema version 38, that of 10.0, which newer servers
 * migrate when they load it.
 */
export function dashboard(spec: DashboardSpec): Dashboard {
  const { panels, json } = place(spec);
  const annotations = spec.annotations ?? [];
  const from = `now-${spec.range}`;
  const sdk = new DashboardBuilder(spec.title)
    .uid(spec.uid)
    .description(spec.description)
    .tags([...spec.tags])
    .timezone('browser')
    // Read-only: a change belongs in the definition, where it is reviewed.
    .readonly()
    .tooltip(DashboardCursorSync.Crosshair)
    .time({ from, to: 'now' })
    .refresh(spec.refresh);
  if (spec.lag) sdk.timepicker(new TimePickerBuilder().nowDelay(spec.lag));
  return {
    uid: spec.uid,
    title: spec.title,
    description: spec.description,
    ...(spec.resolution && { resolution: spec.resolution }),
    variables: spec.variables ?? [],
    panels,
    annotations: annotations as readonly Annotation[],
    links: spec.links ?? [],
    json: {
      ...sdk.build(),
      schemaVersion: 38,
      links: [...siblings(spec), ...(spec.links ?? []).map(dashboardLink)],
      annotations: { list: annotations.map(annotationJson) },
      templating: { list: [...sources(panels), ...(spec.variables ?? []).map(variableJson)] },
      panels: json,
    },
  };
}

function place(spec: DashboardSpec): { panels: PlacedPanel[]; json: unknown[] } {
  const panels: PlacedPanel[] = [];
  const json: unknown[] = [];
  let y = 0;
  for (const { title, panels: inside, collapsed = false } of spec.rows) {
    const { places, bottom } = flow(inside, y + 1);
    const placed = inside.map((panel, index) => ({
      panel,
      id: panelId(panel.key),
      at: places[index] as PlacedPanel['at'],
      row: title,
      ...(collapsed && { folded: true }),
    }));
    const drawn = placed.map((one) => panelJson(one, spec));
    const header = new RowBuilder(title)
      .id(panelId(`row:${title}`))
      .collapsed(collapsed)
      .gridPos({ x: 0, y, w: 24, h: 1 })
      .build();
    json.push({ ...header, panels: collapsed ? drawn : [] }, ...(collapsed ? [] : drawn));
    panels.push(...placed);
    // A folded row takes one line of the grid; what is in it keeps the places it will have when opened.
    y = collapsed ? y + 1 : bottom;
  }
  return { panels, json };
}

function panelJson({ panel, id, at }: PlacedPanel, spec: DashboardSpec): unknown {
  return {
    ...panel.json,
    id,
    gridPos: at,
    ...(panel.links.length > 0 && { links: panel.links.map(panelLink) }),
    ...(spec.resolution && panel.series.length > 0 && { interval: spec.resolution }),
  };
}

/** A variable for each kind of data source that the panels choose by one; that of Prometheus always, for annotations. */
function sources(panels: readonly PlacedPanel[]): unknown[] {
  const types = new Map([['datasource', 'prometheus']]);
  for (const { panel } of panels) {
    const { uid, type } = (panel.json.datasource ?? {}) as { readonly uid?: string; readonly type?: string };
    const [, name] = /^\$\{(\w+)\}$/.exec(uid ?? '') ?? [];
    if (name && type) types.set(name, type);
  }
  const usual = new Map(
    panels.flatMap(({ panel: { opensWith } }) => (opensWith ? [[opensWith.variable, opensWith]] : [])),
  );
  return [...types].map(([name, type]) =>
    datasourceVariable(
      name,
      usual.get(name)?.name ?? (name === 'datasource' ? 'Data source' : `Data source of ${name}`),
      type,
      usual.get(name),
    ),
  );
}

/** One menu entry for the dashboards that share the first tag. */
function siblings(spec: DashboardSpec): unknown[] {
  const [family] = spec.tags;
  if (!family) return [];
  return [
    header(
      new DashboardLinkBuilder('Dashboards')
        .type(DashboardLinkType.Dashboards)
        .tags([family])
        .asDropdown(true),
    ),
  ];
}

function dashboardLink({ to, title, panel }: DashboardLink): unknown {
  const url = `/d/${to}${panel ? `?viewPanel=${panelId(panel)}` : ''}`;
  return header(new DashboardLinkBuilder(title).type(DashboardLinkType.Link).url(url));
}

/** A link in a panel's header. Unlike the dashboard's own links it keeps nothing by itself: its URL has to say so. */
function panelLink({ to, title, panel }: DashboardLink): unknown {
  const view = panel ? `viewPanel=${panelId(panel)}&` : '';
  return { title, url: `/d/${to}?${view}\${__url_time_range}&\${__all_variables}`, targetBlank: false };
}

/** A link that keeps what the reader chose. The SDK would put it into a menu (`placement`); it belongs in sight. */
function header(link: DashboardLinkBuilder): unknown {
  const { placement, ...json } = link.includeVars(true).keepTime(true).icon('external link').build();
  return json;
}
