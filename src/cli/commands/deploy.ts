import { createInterface } from 'node:readline/promises';
import { previewOf, previewResources } from '../../compile/preview.ts';
import { secondsOf } from '../../model/duration.ts';
import { exitCode, Failure } from '../../model/failure.ts';
import { isPending, type Permissions, type Plan } from '../../model/plan.ts';
import type { DashboardSpec, Resource } from '../../model/resource.ts';
import { refOf } from '../../model/resource.ts';
import { previewInventories } from '../../providers/grafana/inventory.ts';
import type { Arguments, Command } from '../command.ts';
import { type Carrying, carryOut } from '../deploy/carry-out.ts';
import { readRecord, recordPath } from '../deploy/record.ts';
import {
  openSession,
  planOf,
  requireVariables,
  type Session,
  type Site,
  sessionOf,
} from '../deploy/session.ts';
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
      const session = await openSession(site, project, args.values.target);
      if (args.values.preview !== undefined) return deployPreview(site, session, args);
      if (args.flags['remove-expired']) return removeExpired(site, session, args);
      if (args.flags.rollback) return rollBack(site, session, args);
      return propose(await planOf(session, permissionsOf(args), onlyOf(args)), session, site, args);
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
  plan: Plan,
  session: Session,
  site: Site,
  { flags }: Arguments,
  more: Partial<Carrying> = {},
): Promise<number> {
  const pending = plan.changes.filter(isPending).length;
  if (!flags.json) await showPlan(plan, session, {});
  if (pending === 0) {
    const conflicts = plan.changes.some(({ action }) => action === 'conflict');
    if (flags.json) process.stdout.write('{ "applied": 0 }\n');
    else if (!conflicts) process.stdout.write('Nothing to deploy.\n');
    return conflicts ? exitCode.problems : exitCode.ok;
  }
  // Known before anybody is asked.
  requireVariables(plan, session, flags.secrets ?? false);
  if (
    !flags.yes &&
    !(await agreed(`Deploy ${pending} ${pending === 1 ? 'change' : 'changes'} to ${session.target.name}?`))
  )
    return exitCode.cancelled;
  return carryOut(plan, session, site, {
    json: flags.json ?? false,
    secrets: flags.secrets ?? false,
    takeOver: flags['take-over'] ?? false,
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
  const past = readRecord(recordPath(site.root, session.target.name, session.owner), session);
  const permissions: Permissions = { ...permissionsOf(args), prune: true };
  const plan = await planOf({ ...session, desired: past.desired }, permissions, [], past.created);
  return propose(plan, session, site, args, { restored: past.entries });
}

/** Copies of the dashboards that a deployment would change, in the folder of a branch, with an inventory of their own. */
async function deployPreview(site: Site, session: Session, args: Arguments): Promise<number> {
  const { values, flags } = args;
  const { parentUid } = session.target.folder ?? {};
  const preview = previewOf(values.preview as string, session.owner, parentUid);
  const changed = flags.remove ? [] : await changedDashboards(session, args);
  const desired = flags.remove ? [] : previewResources(preview, changed);
  const there = await sessionOf(session, preview.owner, preview.folder, desired);
  if (flags.remove) return removePreview(there, site, args);
  if (changed.length === 0 && !there.inventory) {
    process.stdout.write(`No dashboard differs from ${session.target.name}: there is nothing to preview.\n`);
    return exitCode.ok;
  }
  // What the branch no longer changes leaves its preview, too.
  const plan = await planOf(there, { ...permissionsOf(args), prune: true, force: true });
  const seconds = secondsOf(values.expires ?? '7d');
  const expires = new Date(Date.now() + seconds * 1000).toISOString();
  if (!plan.changes.some(isPending) && there.inventory)
    await there.store.write({ ...there.inventory.inventory, expires }, there.inventory.revision);
  const code = await propose(plan, there, site, args, { expires, annotate: false });
  if (code === exitCode.ok && !flags.json)
    process.stdout.write(
      `See ${session.api.rest.address.base}/dashboards/f/${preview.folder.uid}; it may go after ${expires.slice(0, 10)}: npm run deploy -- --preview ${preview.branch} --remove\n`,
    );
  return code;
}

async function changedDashboards(
  session: Session,
  args: Arguments,
): Promise<readonly Resource<string, DashboardSpec>[]> {
  const everything: Permissions = { adopt: true, force: true, prune: false, secrets: false };
  const dashboards = session.desired.filter(({ kind }) => kind === 'dashboard');
  const plan = await planOf({ ...session, desired: dashboards }, everything, onlyOf(args), []);
  const changed = new Set(plan.changes.filter(isPending).map(({ ref }) => ref));
  return dashboards.filter((resource) => changed.has(refOf(resource))) as Resource<string, DashboardSpec>[];
}

async function removePreview(there: Session, site: Site, args: Arguments): Promise<number> {
  if (!there.inventory) {
    throw new Failure(`there is no preview of ${args.values.preview ?? there.owner}`, {
      next: 'say --preview with the name that it was deployed with',
      exit: exitCode.usage,
    });
  }
  const plan = await planOf(there, { ...permissionsOf(args), prune: true, force: true });
  return propose(plan, there, site, args, { annotate: false });
}

async function removeExpired(site: Site, session: Session, args: Arguments): Promise<number> {
  const now = Date.now();
  const expired = (await previewInventories(session.api, session.owner)).filter(
    ({ expires }) => expires !== undefined && Date.parse(expires) < now,
  );
  if (expired.length === 0) process.stdout.write('No preview is past its time.\n');
  let worst: number = exitCode.ok;
  for (const { owner } of expired) {
    const preview = previewOf(owner.slice(session.owner.length + 1), session.owner);
    const there = await sessionOf(session, owner, preview.folder, []);
    worst = Math.max(worst, await removePreview(there, site, args));
  }
  return worst;
}
