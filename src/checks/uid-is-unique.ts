import type { Dashboard } from '../model/dashboard.ts';
import type { Datasource } from '../model/datasource.ts';
import { dashboardPath, datasourcePath } from '../queries/paths.ts';
import type { Check, Finding } from './check.ts';
import { grouped } from './grouped.ts';

/** Uids of dashboards and of data sources are unique and well formed, and names and titles that Grafana goes by. */
export const uidIsUnique: Check = {
  id: 'uid-is-unique',
  severity: 'error',
  *project({ project: { dashboards, datasources, folder } }): Iterable<Finding> {
    yield* uids('dashboards', dashboards);
    yield* uids('datasources', datasources);
    yield* uids('folders', [folder]);
    for (const [name, same] of grouped(datasources, (one) => one.name))
      if (same.length > 1)
        yield {
          path: datasourcePath(same.at(-1) as Datasource),
          message: `${same.length} data sources are called "${name}"`,
          fix: 'give each a name of its own: Grafana tells provisioned data sources apart by it',
        };
    const defaults = datasources.filter((one) => one.isDefault);
    if (defaults.length > 1)
      yield {
        path: datasourcePath(defaults.at(-1) as Datasource),
        message: `${defaults.length} data sources are the default`,
        fix: 'keep isDefault on one of them: Grafana does not start with two',
      };
    for (const [title, same] of grouped(dashboards, (one) => one.title.trim().toLowerCase()))
      if (same.length > 1)
        yield {
          path: dashboardPath(same.at(-1) as Dashboard),
          message: `${same.length} dashboards of the folder are titled "${same[0]?.title ?? title}"`,
          fix: 'give each a title of its own: Grafana finds dashboards of a folder by it',
        };
  },
};

function* uids(kind: string, all: readonly { readonly uid: string }[]): Iterable<Finding> {
  for (const [uid, same] of grouped(all, (one) => one.uid)) {
    const path = kind === 'folders' ? `scripts/project.ts › folder ${uid}` : `${kind}/${uid}.ts`;
    if (same.length > 1)
      yield {
        path,
        message: `${same.length} ${kind} have the uid ${uid}`,
        fix: 'rename all but one: the last would replace the others',
      };
    if (!/^[a-zA-Z0-9_-]{1,40}$/.test(uid))
      yield {
        path,
        message: `Grafana refuses the uid "${uid}"`,
        fix: 'write 1 to 40 letters, digits, hyphens and underscores',
      };
    else if (uid === 'general')
      yield { path, message: 'Grafana keeps the uid general for its own folder', fix: 'choose another uid' };
  }
}
