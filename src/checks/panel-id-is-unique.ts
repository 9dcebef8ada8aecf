import type { Dashboard } from '../model/dashboard.ts';
import { dashboardPath } from '../queries/paths.ts';
import { panelPath } from '../queries/query.ts';
import type { Check, Finding } from './check.ts';

const ownName = 'give one of them a title, or a key, of its own';

/** Panels of a dashboard have ids and keys of their own: alerts, links and the reader's bookmarks point at them. */
export const panelIdIsUnique: Check = {
  id: 'panel-id-is-unique',
  severity: 'error',
  *dashboard(dashboard): Iterable<Finding> {
    const ids = new Map<number, string>();
    const keys = new Map<string, string>();
    for (const { id, title } of rowsOf(dashboard)) {
      const same = ids.get(id);
      if (same !== undefined)
        yield {
          path: `${dashboardPath(dashboard)} › ${title}`,
          message: `the row has the id ${id}, as "${same}" has`,
          fix: 'give one of them another title',
        };
      ids.set(id, title);
    }
    for (const placed of dashboard.panels) {
      const path = panelPath(dashboard, placed);
      const { id, panel } = placed;
      const [sameId, sameKey] = [ids.get(id), keys.get(panel.key)];
      if (!Number.isInteger(id) || id < 1)
        yield {
          path,
          message: `${id} is no panel id`,
          fix: 'give the panel another title, or a key: ids follow from them',
        };
      // Ids follow from keys, so panels of one key have one id: that is one mistake.
      if (sameKey !== undefined)
        yield {
          path,
          message: `the panel has the key ${panel.key}, as "${sameKey}" has`,
          fix: ownName,
        };
      else if (sameId !== undefined)
        yield {
          path,
          message: `the panel has the id ${id}, as "${sameId}" has`,
          fix: ownName,
        };
      ids.set(id, panel.title);
      keys.set(panel.key, panel.title);
    }
  },
};

/** Rows are panels too, as far as ids go. */
function rowsOf({ json }: Dashboard): readonly { readonly id: number; readonly title: string }[] {
  const panels = Array.isArray(json.panels) ? (json.panels as readonly Record<string, unknown>[]) : [];
  return panels.flatMap(({ type, id, title }) =>
    type === 'row' && typeof id === 'number' ? [{ id, title: String(title) }] : [],
  );
}
