import type { DashboardLink } from '../model/panel.ts';
import { panelPath } from '../queries/query.ts';
import type { Check, Finding } from './check.ts';
import type { Context } from './context.ts';
import { nearest } from './nearest.ts';

/** Links open dashboards and panels that exist, and data sources refer to data sources that exist. */
export const linkLeadsSomewhere: Check = {
  id: 'link-leads-somewhere',
  severity: 'error',
  *project(context): Iterable<Finding> {
    const { dashboards, datasources } = context.project;
    for (const dashboard of dashboards) {
      yield* links(dashboard.links, `dashboards/${dashboard.uid}`, context);
      for (const placed of dashboard.panels)
        yield* links(placed.panel.links, panelPath(dashboard, placed), context);
    }
    const uids = datasources.map(({ uid }) => uid);
    for (const { uid, links: targets } of datasources)
      for (const to of targets)
        if (!uids.includes(to)) yield missing(`datasources/${uid}`, `data source ${to}`, to, uids);
  },
};

function* links(
  all: readonly DashboardLink[],
  path: string,
  { project: { dashboards } }: Context,
): Iterable<Finding> {
  for (const { to, panel } of all) {
    const target = dashboards.find(({ uid }) => uid === to);
    if (!target) {
      yield missing(
        path,
        `dashboard ${to}`,
        to,
        dashboards.map(({ uid }) => uid),
      );
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
