import type { Duration } from './duration.ts';
import type { Chart } from './kibana-chart.ts';
import type { KqlNode } from './kql.ts';
import type { LogView } from './log.ts';

/** Columns of Kibana's grid. */
export const kibanaColumns = 48;

/** A word by which people find saved objects. */
export interface KibanaTag {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** `#54b399`. */
  readonly colour: string;
}

/** How Kibana shows a view beyond what its fields say. */
export interface KibanaView {
  readonly view: LogView;
  readonly tags: readonly KibanaTag[];
  /** Where the value of a field leads to, `{{value}}` in its place. */
  readonly links: Readonly<Record<string, string>>;
}

/** Raw lines, chosen and put in order. */
export interface SavedSearch {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly view: LogView;
  readonly columns: readonly string[];
  readonly sort: readonly (readonly [field: string, direction: 'asc' | 'desc'])[];
  readonly where?: KqlNode;
  readonly tags: readonly KibanaTag[];
}

interface PanelBase {
  /** What the panel is known by in the dashboard: the slug of its title unless the author keeps an older one. */
  readonly key: string;
  readonly title: string;
  /** The question that the panel answers. */
  readonly description: string;
  /** Size in Kibana's grid of 48 columns; one row of it is 20 pixels high. */
  readonly width: number;
  readonly height: number;
}

/** A chart over one view. */
export interface ChartPanel extends PanelBase {
  readonly type: 'chart';
  readonly view: LogView;
  readonly chart: Chart;
  /** Only these lines, for every number in it. */
  readonly where?: KqlNode;
}

/** The raw lines of a saved search. */
export interface SearchPanel extends PanelBase {
  readonly type: 'search';
  readonly search: SavedSearch;
}

/** Words. */
export interface ProsePanel extends PanelBase {
  readonly type: 'prose';
  readonly markdown: string;
  /** Whether it is the title of a row. Where a server has rows of its own, it gives way to one. */
  readonly isHeading: boolean;
}

/** A panel of a Kibana dashboard. Where it goes is the dashboard's business. */
export type KibanaPanel = ChartPanel | ProsePanel | SearchPanel;

/** A panel with its place: columns 0 to 47, rows from the top. */
export interface PlacedKibanaPanel {
  readonly panel: KibanaPanel;
  readonly at: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  /** Title of the row it stands in. */
  readonly row: string;
}

/** What the reader narrows a dashboard down with. */
export interface Control {
  readonly type: 'options' | 'range';
  readonly field: string;
  readonly title: string;
  readonly view: LogView;
}

/** A place outside of Kibana that tells more about the same, for the same time. */
export interface Drilldown {
  readonly title: string;
  /** `{{from}}` and `{{to}}` stand for the time that the reader looks at. */
  readonly url: string;
}

/** A Kibana dashboard. */
export interface KibanaDashboard {
  /** The file's name; also what links call it by. */
  readonly id: string;
  readonly title: string;
  /** Who reads it, and which question it answers. */
  readonly description: string;
  readonly tags: readonly KibanaTag[];
  readonly range: Duration;
  readonly refresh: Duration;
  readonly controls: readonly Control[];
  readonly panels: readonly PlacedKibanaPanel[];
  /** On the menu of every chart. */
  readonly drilldowns: readonly Drilldown[];
}

/** Everything that a Kibana shows of the logs. Tags, and the searches on dashboards, are there because they are used. */
export interface KibanaContent {
  readonly views: readonly KibanaView[];
  /** Searches that stand on no dashboard: who may see their lines opens them by themselves. */
  readonly searches: readonly SavedSearch[];
  readonly dashboards: readonly KibanaDashboard[];
}
