import { panelPath } from '../queries/query.ts';
import type { Check, Finding } from './check.ts';

/** Panels whose numbers need no unit: they list, or every column has its own. */
const free = new Set(['logs', 'nodeGraph', 'table', 'text', 'traces']);

/** Every panel that measures says in which unit. */
export const panelHasUnit: Check = {
  id: 'panel-has-unit',
  severity: 'error',
  *dashboard(dashboard): Iterable<Finding> {
    for (const placed of dashboard.panels) {
      const { panel } = placed;
      if (panel.series.length > 0 && panel.unit === undefined && !free.has(panel.type))
        yield {
          path: panelPath(dashboard, placed),
          message: 'the panel shows numbers without a unit',
          fix: `say the unit; its first query is in ${panel.series[0]?.query.unit}`,
        };
    }
  },
};
