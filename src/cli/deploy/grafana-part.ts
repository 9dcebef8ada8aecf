import { grafanaResources } from '../../compile/resources.ts';
import { exitCode, Failure } from '../../model/failure.ts';
import type { Project } from '../../model/project.ts';
import type { Resource } from '../../model/resource.ts';
import type { GrafanaServer, Target } from '../../model/target.ts';
import { markDeployment } from '../../providers/grafana/annotations.ts';
import { type GrafanaApi, grafanaApi } from '../../providers/grafana/api.ts';
import { grafanaProviders } from '../../providers/grafana/index.ts';
import { inventoryStore } from '../../providers/grafana/inventory.ts';
import { accessTo } from './access.ts';
import type { Part } from './part.ts';
import type { Surroundings } from './targets.ts';

/** The part of a target that is a Grafana. */
export interface GrafanaPart extends Part {
  readonly name: 'grafana';
  readonly api: GrafanaApi;
}

/** Whether a part is a Grafana. */
export const isGrafana = (part: Part): part is GrafanaPart => part.name === 'grafana';

/** Connects to a target's Grafana and reads what is ours there. */
export async function openGrafana(
  surroundings: Surroundings,
  project: Project,
  target: Target,
  server: GrafanaServer,
): Promise<GrafanaPart> {
  const desired = grafanaResources(project, target);
  const { placeholder } = target;
  const { variables } = surroundings;
  const names = secretNames(desired);
  const access = accessTo(
    server,
    target,
    surroundings,
    names.flatMap((name) => variables[name] ?? []),
  );
  const api = await grafanaApi({
    ...access,
    ...(server.orgId !== undefined && { orgId: server.orgId }),
    secret: ({ env }) => variables[env] ?? placeholder,
  });
  const folder = target.folder ?? project.folder;
  await requireNamed(target, project, api);
  return grafanaPart(api, folder.uid, folder, desired, server.concurrency);
}

/** A connection for an owner, which is the project or one of its previews, with what that owner wants. */
export async function grafanaPart(
  api: GrafanaApi,
  owner: string,
  folder: { readonly uid: string },
  desired: readonly Resource[],
  concurrency = 8,
): Promise<GrafanaPart> {
  const store = inventoryStore(api, owner, folder);
  const url = api.rest.address.base;
  return {
    name: 'grafana',
    api,
    headline: `Grafana ${api.version}, ${api.org.name}, ${url}`,
    server: { url, version: api.version, org: api.org },
    identity: `${url}, organisation ${api.org.id}`,
    providers: grafanaProviders(api, owner),
    desired,
    store,
    inventory: await store.read(),
    concurrency,
    secret: api.secret,
    now: async () => (await api.rest.get('/api/health')).at ?? new Date().toISOString(),
    mark: (deployment) => markDeployment(api, { ...deployment, owner }),
  };
}

/** What a target names must be there: a data source of ours, one of the server's, a folder to be inside of. */
async function requireNamed(
  { name, datasources = {}, folder }: Target,
  project: Project,
  { rest }: GrafanaApi,
): Promise<void> {
  const refuse = (message: string, next: string): Failure =>
    new Failure(`target ${name}: ${message}`, { next, exit: exitCode.usage });
  const ours = project.datasources.map(({ uid }) => uid);
  for (const [uid, to] of Object.entries(datasources)) {
    if (!ours.includes(uid))
      throw refuse(
        `there is no data source ${uid} to be mapped`,
        `map one of ${ours.join(', ')} in platform/targets.ts`,
      );
    if ('existing' in to && !(await rest.find(`/api/datasources/uid/${encodeURIComponent(to.existing)}`)))
      throw refuse(
        `the server has no data source ${to.existing}`,
        'look up its uid in Grafana, under Connections, Data sources',
      );
  }
  const parent = folder?.parentUid;
  if (parent && !(await rest.find(`/api/folders/${encodeURIComponent(parent)}`)))
    throw refuse(
      `the server has no folder ${parent}`,
      'look up its uid in the address of the folder in Grafana',
    );
}

/** Names of the variables whose values are secrets of what is deployed. */
function secretNames(resources: readonly Resource[]): readonly string[] {
  const names = new Set<string>();
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { env } = value as { readonly env?: unknown };
    if (typeof env === 'string' && Object.keys(value).length === 1) names.add(env);
    else for (const member of Object.values(value)) walk(member);
  };
  for (const { kind, spec } of resources) if (kind !== 'dashboard') walk(spec);
  return [...names];
}
