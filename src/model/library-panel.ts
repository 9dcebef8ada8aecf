import type { Panel } from './panel.ts';

/** A panel that Grafana keeps once and several dashboards show. */
export interface LibraryPanel {
  readonly uid: string;
  readonly panel: Panel;
}
