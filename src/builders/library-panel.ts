import type { LibraryPanel } from '../model/library-panel.ts';
import type { Panel } from '../model/panel.ts';

/** A panel that Grafana keeps once: `libraryPanel('error-rate', errorRate)`. List it in the project, and show it with `fromLibrary`. */
export const libraryPanel = (uid: string, panel: Panel): LibraryPanel => ({ uid, panel });

/** A library panel where a dashboard shows it. What it draws is kept in the library alone. */
export function fromLibrary({ uid, panel }: LibraryPanel): Panel {
  const { title } = panel;
  return { ...panel, json: { type: panel.type, title, libraryPanel: { uid, name: title } } };
}
