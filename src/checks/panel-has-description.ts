import { panelPath } from '../queries/query.ts';
import type { Check, Finding } from './check.ts';

/** Every panel that measures has a title and says which question it answers. */
export const panelHasDescription: Check = {
  id: 'panel-has-description',
  severity: 'warning',
  *dashboard(dashboard): Iterable<Finding> {
    for (const placed of dashboard.panels) {
      const { panel } = placed;
      if (panel.series.length === 0) continue;
      const path = panelPath(dashboard, placed);
      if (panel.title.trim() === '')
        yield { path, message: 'the panel has no title', fix: 'name what it shows' };
      if (panel.description.trim() === '')
        yield {
          path,
          message: 'the panel does not say which question it answers',
          fix: 'write the question as its description',
        };
    }
  },
};
