import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { isRunning } from '../../compile/is-running.ts';
import { grafanaResources } from '../../compile/resources.ts';
import type { Books } from '../../engine/books.ts';
import { makePlan } from '../../engine/plan.ts';
import { exitCode, Failure } from '../../model/failure.ts';
import type { InventoryStore, ReadInventory } from '../../model/inventory.ts';
import type { Permissions, Plan } from '../../model/plan.ts';
import type { Project } from '../../model/project.ts';
import type { Provider } from '../../model/provider.ts';
import { type Resource, refOf } from '../../model/resource.ts';
import type { Target } from '../../model/target.ts';
import { type GrafanaApi, grafanaApi } from '../../providers/grafana/api.ts';
import { grafanaProviders } from '../../providers/grafana/index.ts';
import { inventoryStore } from '../../providers/grafana/inventory.ts';
import type { Patience } from '../../providers/rest.ts';
import { Progress } from './progress.ts';
import { accessOf, type Surroundings, targetNamed } from './targets.ts';

/** A target that is connected: what it is to hold, who speaks to it, and what is ours there. */
export interface Session {
  readonly target: Target;
  readonly api: GrafanaApi;
  readonly providers: readonly Provider[];
  readonly desired: readonly Resource[];
  readonly owner: string;
  readonly store: InventoryStore;
  readonly inventory: ReadInventory | undefined;
}

/** What every command that speaks to a server is given by its script. */
export interface Site extends Surroundings {
  readonly definitions: () => Promise<Project>;
  /** How long to go on trying; the usual unless told. */
  readonly patience?: Patience;
}

/** Connects to a target and reads what is ours there. */
export async function openSession(site: Site, project: Project, name: string | undefined): Promise<Session> {
  const target = targetNamed(name, site);
  const desired = grafanaResources(project, target);
  const access = accessOf(target, site, secretNames(desired));
  const api = await grafanaApi({ ...access, ...(site.patience && { patience: site.patience }) });
  const folder = target.folder ?? project.folder;
  await requireNamed(target, project, api);
  return sessionOf({ target, api }, folder.uid, folder, desired);
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

/** A connection for an owner, which is the project or one of its previews, with what that owner wants. */
export async function sessionOf(
  { target, api }: Pick<Session, 'target' | 'api'>,
  owner: string,
  folder: { readonly uid: string },
  desired: readonly Resource[],
): Promise<Session> {
  const store = inventoryStore(api, owner, folder);
  const providers = grafanaProviders(api, owner);
  return { target, api, providers, desired, owner, store, inventory: await store.read() };
}

/** Compares, with a bar on a terminal. `only`: references, kinds or ids; everything where empty. */
export async function planOf(
  { target, desired, providers, store, inventory }: Session,
  permissions: Permissions,
  only: readonly string[] = [],
  leftovers?: readonly string[],
): Promise<Plan> {
  const isAsked = (ref: string): boolean =>
    only.length === 0 || only.some((word) => ref === word || ref.split('/').includes(word));
  const defined = new Set(desired.map(refOf));
  const gone = Object.keys(inventory?.inventory.entries ?? {}).filter((ref) => !defined.has(ref));
  const asked = withNeeds(
    desired.filter((resource) => isAsked(refOf(resource))),
    desired,
  );
  const left = leftovers ?? gone.filter(isAsked);
  if (only.length > 0 && asked.length + left.length === 0)
    throw new Failure(`nothing is called ${only.join(' or ')}`, {
      next: 'say --only dashboard, --only executive-overview, or --only dashboard/executive-overview',
      exit: exitCode.usage,
    });
  const progress = new Progress('Reading');
  try {
    return await makePlan({
      target: target.name,
      desired: asked,
      providers,
      inventory: inventory?.inventory,
      permissions,
      leftovers: left,
      home: store.needs,
      progress: (done, of) => progress.show(done, of),
    });
  } finally {
    progress.clear();
  }
}

/** What something is in, or refers to, comes with it: without its folder a dashboard would be refused. */
function withNeeds(asked: readonly Resource[], all: readonly Resource[]): readonly Resource[] {
  if (asked.length === all.length) return all;
  const known = new Map(all.map((resource) => [refOf(resource), resource]));
  const wanted = new Set(asked.map(refOf));
  for (const ref of wanted) for (const need of known.get(ref)?.needs ?? []) wanted.add(need);
  return all.filter((resource) => wanted.has(refOf(resource)));
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

/** Variables that a plan's writes need and that are not set here. */
export function missingVariables(
  plan: Plan,
  { providers, api }: Session,
  resendSecrets: boolean,
): readonly string[] {
  const missing = new Set<string>();
  for (const change of plan.changes) {
    if (change.action !== 'create' && change.action !== 'update' && change.action !== 'move') continue;
    const provider = providers.find(({ kind }) => kind === change.desired.kind);
    const put = {
      resource: change.desired,
      resendSecrets,
      ...(change.action !== 'create' && { expected: change.actual }),
    };
    for (const name of provider?.variables?.(put) ?? [])
      if (api.secret({ env: name }) === undefined) missing.add(name);
  }
  return [...missing].sort();
}

/** Every variable that a plan's writes need must be set before the first of them. */
export function requireVariables(plan: Plan, session: Session, resendSecrets: boolean): void {
  const missing = missingVariables(plan, session, resendSecrets);
  if (missing.length === 0) return;
  throw new Failure(
    `${missing.length === 1 ? 'a secret is' : `${missing.length} secrets are`} missing; nothing was written`,
    {
      why: `not set: ${missing.join(', ')}`,
      next: 'export them, then deploy again; or leave out what needs them with --only',
      exit: exitCode.auth,
    },
  );
}

/** Longer than a deployment takes: one that has not ended by then was killed. */
const patienceMinutes = 15;

/** Refuses while somebody else's deployment is under way. One that was killed on this machine is known to be over. */
export function refuseWhileOthersDeploy({ inventory }: Session, now: string, takeOver: boolean): void {
  const other = inventory?.inventory.deploying;
  if (!other || takeOver) return;
  const minutes = (Date.parse(now) - Date.parse(other.at)) / 60_000;
  const isOver = other.host === hostname() && (!isRunning(other.pid) || other.pid === process.pid);
  if (isOver || minutes > patienceMinutes) return;
  throw new Failure(`somebody else is deploying: ${other.host}, process ${other.pid}, since ${other.at}`, {
    why: 'what two write at once is lost for one of them',
    next: `wait until it has ended; or, if it was killed, say --take-over (after ${patienceMinutes} minutes that is not needed)`,
  });
}

/** What the inventory is to say of this deployment. */
export function booksOf(owner: string, at: string, from: string | undefined, expires?: string): Books {
  return {
    owner,
    deploying: { id: randomUUID(), host: hostname(), pid: process.pid, at },
    ...(from && { from }),
    ...(expires && { expires }),
  };
}
