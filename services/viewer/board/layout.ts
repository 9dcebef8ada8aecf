import type { DashboardJson, GridPos, PanelJson } from './json.ts';

/** Columns of the grid. */
export const columns = 24;
/** Pixels of a row of the grid, and between two panels. */
export const rowHeight = 30;
/** See `rowHeight`. */
export const gap = 8;

/** A rectangle in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A panel and its place. */
export interface Placed {
  readonly panel: PanelJson;
  readonly box: Box;
}

/** Whether a row hides its panels: as it was saved, or as somebody chose since. */
export type Collapsed = ReadonlyMap<number, boolean>;

/** Every panel that is to be seen, with its rectangle; what a row hides makes room for what comes after it. */
export function layout(
  dashboard: DashboardJson,
  width: number,
  collapsed: Collapsed = new Map(),
): readonly Placed[] {
  let moved = 0;
  const placed: Placed[] = [];
  for (const { row, panels } of sections(dashboard)) {
    if (row) placed.push({ panel: row, box: boxOf({ ...row.gridPos, y: row.gridPos.y + moved }, width) });
    const saved = row?.collapsed ?? false;
    const hides = row ? (collapsed.get(row.id) ?? saved) : false;
    const height = heightOf(row, panels);
    if (hides && !saved) moved -= height;
    if (!hides && saved) moved += height;
    if (hides) continue;
    const shift = saved ? moved - height : moved;
    for (const panel of panels)
      placed.push({ panel, box: boxOf({ ...panel.gridPos, y: panel.gridPos.y + shift }, width) });
  }
  return placed;
}

/** The height of everything that was placed. */
export const totalHeight = (placed: readonly Placed[]): number =>
  placed.reduce((most, { box }) => Math.max(most, box.y + box.height), 0);

interface Section {
  readonly row?: PanelJson;
  readonly panels: readonly PanelJson[];
}

/** Panels belong to the row above them; those that a collapsed row hides are inside it. */
function sections({ panels }: DashboardJson): readonly Section[] {
  const found: { row?: PanelJson; panels: PanelJson[] }[] = [{ panels: [] }];
  const inOrder = panels.toSorted((a, b) => a.gridPos.y - b.gridPos.y || a.gridPos.x - b.gridPos.x);
  for (const panel of inOrder) {
    if (panel.type === 'row') found.push({ row: panel, panels: [...(panel.panels ?? [])] });
    else found.at(-1)?.panels.push(panel);
  }
  return found;
}

const heightOf = (row: PanelJson | undefined, panels: readonly PanelJson[]): number =>
  panels.reduce((most, { gridPos }) => Math.max(most, gridPos.y + gridPos.h), row ? row.gridPos.y + 1 : 0) -
  (row ? row.gridPos.y + 1 : 0);

function boxOf({ x, y, w, h }: GridPos, width: number): Box {
  const column = (width - gap * (columns - 1)) / columns;
  const left = Math.round(x * (column + gap));
  return {
    x: left,
    y: y * (rowHeight + gap),
    width: Math.round((x + w) * (column + gap) - gap) - left,
    height: h * (rowHeight + gap) - gap,
  };
}
