import { kibanaPath } from '../kql/reads.ts';
import type { Check, Finding } from './check.ts';

/** Every dashboard, panel and search of Kibana says which question it answers. */
export const kibanaPanelHasQuestion: Check = {
  id: 'kibana-panel-has-question',
  severity: 'warning',
  *project({ project: { kibanaContent } }): Iterable<Finding> {
    if (!kibanaContent) return;
    for (const { title, description } of kibanaContent.searches)
      if (description.trim() === '') yield silent(`kibana/searches.ts › ${title}`, 'the search');
    for (const dashboard of kibanaContent.dashboards) {
      if (dashboard.description.trim() === '') yield silent(kibanaPath(dashboard), 'the dashboard');
      for (const { panel } of dashboard.panels) {
        if (panel.type === 'prose') continue;
        const path = kibanaPath(dashboard, panel.title || panel.key);
        if (panel.title.trim() === '')
          yield { path, message: 'the panel has no title', fix: 'name what it shows' };
        if (panel.description.trim() === '') yield silent(path, 'the panel');
      }
    }
  },
};

const silent = (path: string, what: string): Finding => ({
  path,
  message: `${what} does not say which question it answers`,
  fix: 'write the question as its description',
});
