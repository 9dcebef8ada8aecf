import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { isRunning } from '../../compile/is-running.ts';
import type { Books } from '../../engine/books.ts';
import { exitCode, Failure } from '../../model/failure.ts';
import type { Part, Planned } from './part.ts';

/** Variables that a plan's writes need and that are not set here. */
export function missingVariables(planned: readonly Planned[], resendSecrets: boolean): readonly string[] {
  const missing = new Set<string>();
  const all = planned.flatMap(({ part, plan }) => plan.changes.map((change) => ({ part, change })));
  for (const { part, change } of all) {
    if (change.action !== 'create' && change.action !== 'update' && change.action !== 'move') continue;
    const provider = part.providers.find(({ kind }) => kind === change.desired.kind);
    const put = {
      resource: change.desired,
      resendSecrets,
      ...(change.action !== 'create' && { expected: change.actual }),
    };
    for (const name of provider?.variables?.(put) ?? [])
      if (part.secret({ env: name }) === undefined) missing.add(name);
  }
  return [...missing].sort();
}

/** Every variable that a plan's writes need must be set before the first of them. */
export function requireVariables(planned: readonly Planned[], resendSecrets: boolean): void {
  const missing = missingVariables(planned, resendSecrets);
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
export function refuseWhileOthersDeploy({ inventory }: Part, now: string, takeOver: boolean): void {
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

/** What a plan warns of most earnestly is not overrun by accident. */
export function refuseAgainstWarnings(planned: readonly Planned[], force: boolean): void {
  const [grave] = planned.flatMap(({ warnings }) => warnings.filter(({ isGrave }) => isGrave));
  if (!grave || force) return;
  throw new Failure(`${grave.message}; nothing was written`, {
    next: `${grave.next}; --force goes on all the same`,
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
