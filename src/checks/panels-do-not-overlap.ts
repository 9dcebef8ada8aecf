import { gridColumns as columns, type GridPosition, type PlacedPanel } from '../model/dashboard.ts';
import { panelPath } from '../queries/query.ts';
import type { Check, Finding } from './check.ts';

/** Panels stand beside or below each other, within Grafana's 24 columns. */
export const panelsDoNotOverlap: Check = {
  id: 'panels-do-not-overlap',
  severity: 'error',
  *dashboard(dashboard): Iterable<Finding> {
    const panels = dashboard.panels.toSorted((one, other) => one.at.y - other.at.y);
    // A folded row opens over what is below it, which Grafana then moves down.
    const layer = (of: PlacedPanel): string => (of.folded ? of.row : '');
    for (const [index, placed] of panels.entries()) {
      const { at } = placed;
      if (at.x < 0 || at.y < 0 || at.w < 1 || at.h < 1 || at.x + at.w > columns)
        yield {
          path: panelPath(dashboard, placed),
          message: `the panel takes columns ${at.x} to ${at.x + at.w - 1} and rows ${at.y} to ${at.y + at.h - 1}, outside the grid of ${columns} columns`,
          fix: 'make it narrower, or move it to a row of its own',
        };
      for (let next = index + 1; next < panels.length; next++) {
        const other = panels[next];
        if (!other || other.at.y >= at.y + at.h) break;
        if (layer(placed) === layer(other) && overlap(at, other.at))
          yield {
            path: panelPath(dashboard, other),
            message: `the panel covers a part of "${placed.panel.title}"`,
            fix: 'move one of them, or let the dashboard place its panels',
          };
      }
    }
  },
};

const overlap = (one: GridPosition, other: GridPosition): boolean =>
  one.x < other.x + other.w &&
  other.x < one.x + one.w &&
  one.y < other.y + other.h &&
  other.y < one.y + one.h;
