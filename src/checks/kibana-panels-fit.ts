import { kibanaPath } from '../kql/reads.ts';
import { kibanaColumns } from '../model/kibana.ts';
import type { Check, Finding } from './check.ts';

/** Panels of Kibana stay within its 48 columns and leave each other's place alone: the server looks at neither. */
export const kibanaPanelsFit: Check = {
  id: 'kibana-panels-fit',
  severity: 'error',
  *project({ project: { kibanaContent } }): Iterable<Finding> {
    for (const dashboard of kibanaContent?.dashboards ?? []) {
      for (const [index, { panel, at }] of dashboard.panels.entries()) {
        const path = kibanaPath(dashboard, panel.title);
        if (at.x < 0 || at.y < 0 || at.w < 1 || at.h < 1 || at.x + at.w > kibanaColumns)
          yield {
            path,
            message: `the panel takes columns ${at.x} to ${at.x + at.w - 1}, outside the grid of ${kibanaColumns}`,
            fix: 'make it narrower, or move it to a row of its own',
          };
        for (const other of dashboard.panels.slice(index + 1))
          if (
            at.x < other.at.x + other.at.w &&
            other.at.x < at.x + at.w &&
            at.y < other.at.y + other.at.h &&
            other.at.y < at.y + at.h
          )
            yield {
              path: kibanaPath(dashboard, other.panel.title),
              message: `the panel covers a part of "${panel.title}"`,
              fix: 'move one of them, or let the dashboard place its panels',
            };
      }
    }
  },
};
