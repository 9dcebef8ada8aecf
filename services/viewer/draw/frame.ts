import type { PanelJson } from '../board/json.ts';
import type { Box } from '../board/layout.ts';

/** Height of the line with a panel's title. */
export const headHeight = 32;
/** Pixels between the edge of a panel and what it shows. */
export const padding = 8;

/** Where a panel draws, inside the box that it has on the dashboard. */
export function bodyOf({ title }: PanelJson, { width, height }: Box): Box {
  const top = title ? headHeight : padding;
  return {
    x: padding,
    y: top,
    width: Math.max(1, width - 2 * padding - 2),
    height: Math.max(1, height - top - padding - 2),
  };
}
