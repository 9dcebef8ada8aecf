import type { DashboardLink, Panel } from './panel.ts';
import type { Variable } from './variable.ts';
import type { Vector } from './vector.ts';

/** Columns of Grafana's grid. */
export const gridColumns = 24;

/** Where a panel stands: columns 0 to 23, rows from the top. */
export interface GridPosition {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** A panel with its place and its stable id. */
export interface PlacedPanel {
  readonly panel: Panel;
  readonly id: number;
  readonly at: GridPosition;
  /** Title of the row it stands in. */
  readonly row: string;
  /** Whether that row is folded: its panels keep the places they will have when it is opened, over those of later rows. */
  readonly folded?: boolean;
}

/** A vertical line or region over every graph of a dashboard. */
export interface Annotation {
  readonly name: string;
  readonly query: Vector;
}

/** A Grafana dashboard. */
export interface Dashboard {
  /** The file's name; also what links and alerts call it by. At most 40 characters. */
  readonly uid: string;
  readonly title: string;
  /** Who reads it, and which question it answers. */
  readonly description: string;
  /** The least distance between two points of a graph, a duration; that of the data source where absent. */
  readonly resolution?: string;
  readonly variables: readonly Variable[];
  readonly panels: readonly PlacedPanel[];
  readonly annotations: readonly Annotation[];
  readonly links: readonly DashboardLink[];
  /** The whole dashboard in Grafana's classic schema. */
  readonly json: Readonly<Record<string, unknown>>;
}
