import type { Dashboard } from '../model/dashboard.ts';
import { once } from '../model/once.ts';
import type { DashboardLink } from '../model/panel.ts';
import { dashboardPath, datasourcePath } from '../queries/paths.ts';
import { queriesIn } from '../queries/queries.ts';
import { panelPath } from '../queries/query.ts';
import type { Check, Finding } from './check.ts';
import { nearest } from './nearest.ts';

/** Links open dashboards and panels that exist, those of alerts too, and data sources refer to data sources that exist. */
export const linkLeadsSomewhere: Check = {
  id: 'link-leads-somewhere',
  severity: 'error',
  *project(context): Iterable<Finding> {
    const { dashboards, datasources, rules } = context.project;
    const byUid = new Map(dashboards.map((dashboard) => [dashboard.uid, dashboard]));
    for (const dashboard of dashboards)
      for (const [path, links] of linksIn(dashboard)) yield* astray(links, path, byUid);
    for (const { asker, path } of rules.flatMap(queriesIn))
      if (asker.type === 'rule' && asker.rule.type === 'alert' && asker.rule.shownBy) {
        const { dashboard, panel } = asker.rule.shownBy;
        yield* astray([{ to: dashboard, panel, title: '' }], path, byUid);
      }
    const uids = datasources.map(({ uid }) => uid);
    for (const { uid, links: targets } of datasources)
      for (const to of targets)
        if (!uids.includes(to)) yield missing(datasourcePath({ uid }), `data source ${to}`, to, uids);
  },
};

/** The links of a dashboard and of its panels, by path. Few panels have any. */
const linksIn = once((dashboard: Dashboard): (readonly [path: string, readonly DashboardLink[]])[] => [
  [dashboardPath(dashboard), dashboard.links],
  ...dashboard.panels
    .filter(({ panel }) => panel.links.length > 0)
    .map((placed) => [panelPath(dashboard, placed), placed.panel.links] as const),
]);

function* astray(
  all: readonly DashboardLink[],
  path: string,
  dashboards: ReadonlyMap<string, Dashboard>,
): Iterable<Finding> {
  for (const { to, panel } of all) {
    const target = dashboards.get(to);
    if (!target) {
      yield missing(path, `dashboard ${to}`, to, [...dashboards.keys()]);
      continue;
    }
    const keys = target.panels.map((placed) => placed.panel.key);
    if (panel !== undefined && !keys.includes(panel))
      yield missing(path, `panel ${panel} of ${to}`, panel, keys);
  }
}

function missing(path: string, what: string, name: string, names: readonly string[]): Finding {
  const meant = nearest(name, names);
  return {
    path,
    message: `a link leads to the ${what}, which does not exist`,
    fix: meant ? `write ${meant}` : 'correct the link, or remove it',
  };
}
