import { createInterface } from 'node:readline/promises';
import { type Preview, previewOf, previewResources } from '../../compile/preview.ts';
import { secondsOf } from '../../model/duration.ts';
import { exitCode, Failure } from '../../model/failure.ts';
import { isPending, type Permissions } from '../../model/plan.ts';
import type { DashboardSpec, Resource } from '../../model/resource.ts';
import { refOf } from '../../model/resource.ts';
import { previewInventories } from '../../providers/grafana/inventory.ts';
import type { Arguments, Command } from '../command.ts';
import { type Carrying, carryOut } from '../deploy/carry-out.ts';
import { type GrafanaPart, grafanaPart, isGrafana } from '../deploy/grafana-part.ts';
import { holds, type Planned } from '../deploy/part.ts';
import { planOf } from '../deploy/planning.ts';
import { refuseAgainstWarnings, requireVariables } from '../deploy/preconditions.ts';
import { readRecord, recordPath } from '../deploy/record.ts';
import { openSession, requireAll, type Session, type Site } from '../deploy/session.ts';
import { load } from '../load.ts';
import { comparing, onlyOf, permissionsOf, permitting, showPlan } from './plan.ts';

/** `npm run deploy`: plan, ask, apply. */
export function deployCommand(site: Site): Command {
  return {
    name: 'deploy',
    summary: 'Shows the plan for a server, asks, and carries it out.',
    options: {
      ...comparing,
      ...permitting,
      yes: { type: 'boolean', short: 'y', help: 'do not ask' },
      json: { type: 'boolean', help: 'print the results as JSON; needs --yes' },
      preview: {
        type: 'string',
        value: 'BRANCH',
        help: 'deploy copies of the changed dashboards into a folder of their own',
      },
      expires: { type: 'string', value: '7d', help: 'how long a preview is to stay; 7d unless told' },
      remove: { type: 'boolean', help: 'with --preview: remove it again' },
      'remove-expired': { type: 'boolean', help: 'remove every preview that is past its time' },
      rollback: {
        type: 'boolean',
        help: 'put back what was there before the last deployment from this machine',
      },
      'take-over': {
        type: 'boolean',
        help: 'go on although another deployment has not ended: it was killed',
      },
      'no-annotation': { type: 'boolean', help: 'do not mark the deployment on dashboards' },
    },
    async run(args) {
      refuseMixed(args);
      const project = await load(site.definitions);
      const isPreview = args.values.preview !== undefined || (args.flags['remove-expired'] ?? false);
      const only = onlyOf(args);
      const session = await openSession(site, project, args.values.target, isPreview ? ['grafana'] : only);
      if (args.values.preview !== undefined) return deployPreview(site, session, args);
      if (args.flags['remove-expired']) return removeExpired(site, session, args);
      if (args.flags.rollback) return rollBack(site, session, args);
      return propose(await planOf(session, permissionsOf(args), { only }), session, site, args);
    },
  };
}

function refuseMixed({ flags, values }: Arguments): void {
  const usage = (message: string, next: string): Failure =>
    new Failure(message, { next, exit: exitCode.usage });
  if (flags.remove && !values.preview) throw usage('remove what?', 'say --preview BRANCH --remove');
  if (flags.rollback && values.preview)
    throw usage('a preview is not rolled back', 'say --preview BRANCH --remove');
  if (values.expires && !(secondsOf(values.expires) > 0))
    throw usage(`${values.expires} is no duration`, 'say --expires 7d, or 12h');
  if (flags.json && !flags.yes) throw usage('--json cannot ask', 'say --yes as well');
}

/** Shows a plan, asks whether to go on where there is somebody to ask, and carries it out. */
async function propose(
  planned: readonly Planned[],
  session: Session,
  site: Site,
  { flags }: Arguments,
  more: Partial<Carrying> = {},
): Promise<number> {
  const changes = planned.flatMap(({ plan }) => plan.changes);
  const pending = changes.filter(isPending).length;
  if (!flags.json) await showPlan(planned, session, {});
  requireAll(session);
  if (pending === 0) {
    const conflicts = changes.some(({ action }) => action === 'conflict');
    if (flags.json) process.stdout.write('{ "applied": 0 }\n');
    else if (!conflicts) process.stdout.write('Nothing to deploy.\n');
    return conflicts ? exitCode.problems : exitCode.ok;
  }
  // Known before anybody is asked.
  requireVariables(planned, flags.secrets ?? false);
  refuseAgainstWarnings(planned, flags.force ?? false);
  if (
    !flags.yes &&
    !(await agreed(`Deploy ${pending} ${pending === 1 ? 'change' : 'changes'} to ${session.target.name}?`))
  )
    return exitCode.cancelled;
  return carryOut(planned, session, site, {
    json: flags.json ?? false,
    secrets: flags.secrets ?? false,
    takeOver: flags['take-over'] ?? false,
    force: flags.force ?? false,
    annotate: !flags['no-annotation'],
    ...more,
  });
}

async function agreed(question: string): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stdout.isTTY)
    throw new Failure('nobody is here to ask; nothing was written', {
      why: 'this is not a terminal',
      next: 'say --yes; or npm run plan -- --out plan.json, then npm run apply -- plan.json',
      exit: exitCode.usage,
    });
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}

/** Puts back what the last deployment replaced, and removes what it created; what somebody changed since is in conflict as ever. */
async function rollBack(site: Site, session: Session, args: Arguments): Promise<number> {
  requireAll(session);
  const past = readRecord(recordPath(site.root, session.target.name, session.owner), session);
  const permissions: Permissions = { ...permissionsOf(args), prune: true };
  const parts = session.parts.map((part) => {
    const desired = past.desired.filter(({ kind }) => holds(part, kind));
    // What was deleted told nobody what it needs.
    return { ...part, desired: part.inOrder?.(desired) ?? desired };
  });
  const planned = await planOf({ ...session, parts }, permissions, { leftovers: past.created });
  return propose(planned, session, site, args, { restored: past.entries });
}

/** Previews are of Grafana's dashboards: Kibana knows no second dashboard of one id, in whatever space. */
function grafanaIn(session: Session): GrafanaPart {
  const found = session.parts.find(isGrafana);
  if (!found) throw new Error('openSession was asked for Grafana');
  return found;
}

/** The session of a preview. */
async function previewSession(
  session: Session,
  { owner, folder }: Preview,
  desired: readonly Resource[],
): Promise<Session & { readonly parts: readonly [GrafanaPart] }> {
  const { api, concurrency } = grafanaIn(session);
  return { ...session, owner, parts: [await grafanaPart(api, owner, folder, desired, concurrency)] };
}

/** Copies of the dashboards that a deployment would change, in the folder of a branch, with an inventory of their own. */
async function deployPreview(site: Site, session: Session, args: Arguments): Promise<number> {
  const { values, flags } = args;
  const { parentUid } = session.target.folder ?? {};
  const preview = previewOf(values.preview as string, session.owner, parentUid);
  const changed = flags.remove ? [] : await changedDashboards(session, args);
  const desired = flags.remove ? [] : previewResources(preview, changed);
  const there = await previewSession(session, preview, desired);
  if (flags.remove) return removePreview(there, site, args);
  const [{ inventory, store, api }] = there.parts;
  if (changed.length === 0 && !inventory) {
    process.stdout.write(`No dashboard differs from ${session.target.name}: there is nothing to preview.\n`);
    return exitCode.ok;
  }
  // What the branch no longer changes leaves its preview, too.
  const planned = await planOf(there, { ...permissionsOf(args), prune: true, force: true });
  const seconds = secondsOf(values.expires ?? '7d');
  const expires = new Date(Date.now() + seconds * 1000).toISOString();
  if (!planned.some(({ plan }) => plan.changes.some(isPending)) && inventory)
    await store.write({ ...inventory.inventory, expires }, inventory.revision);
  const code = await propose(planned, there, site, args, { expires, annotate: false });
  if (code === exitCode.ok && !flags.json)
    process.stdout.write(
      `See ${api.rest.address.base}/dashboards/f/${preview.folder.uid}; it may go after ${expires.slice(0, 10)}: npm run deploy -- --preview ${preview.branch} --remove\n`,
    );
  return code;
}

async function changedDashboards(
  session: Session,
  args: Arguments,
): Promise<readonly Resource<string, DashboardSpec>[]> {
  const everything: Permissions = { adopt: true, force: true, prune: false, secrets: false };
  const part = grafanaIn(session);
  const dashboards = part.desired.filter(({ kind }) => kind === 'dashboard');
  const only = { only: onlyOf(args), leftovers: [] };
  const planned = await planOf({ ...session, parts: [{ ...part, desired: dashboards }] }, everything, only);
  const changed = new Set(
    planned.flatMap(({ plan }) => plan.changes.filter(isPending).map(({ ref }) => ref)),
  );
  return dashboards.filter((resource) => changed.has(refOf(resource))) as Resource<string, DashboardSpec>[];
}

async function removePreview(there: Session, site: Site, args: Arguments): Promise<number> {
  if (!grafanaIn(there).inventory) {
    throw new Failure(`there is no preview of ${args.values.preview ?? there.owner}`, {
      next: 'say --preview with the name that it was deployed with',
      exit: exitCode.usage,
    });
  }
  const planned = await planOf(there, { ...permissionsOf(args), prune: true, force: true });
  return propose(planned, there, site, args, { annotate: false });
}

async function removeExpired(site: Site, session: Session, args: Arguments): Promise<number> {
  const now = Date.now();
  const { api } = grafanaIn(session);
  const expired = (await previewInventories(api, session.owner)).filter(
    ({ expires }) => expires !== undefined && Date.parse(expires) < now,
  );
  if (expired.length === 0) process.stdout.write('No preview is past its time.\n');
  let worst: number = exitCode.ok;
  for (const { owner } of expired) {
    const preview = { ...previewOf(owner.slice(session.owner.length + 1), session.owner), owner };
    const there = await previewSession(session, preview, []);
    worst = Math.max(worst, await removePreview(there, site, args));
  }
  return worst;
}
