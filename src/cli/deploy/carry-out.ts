import { apply, type Outcome, type Result } from '../../engine/apply.ts';
import { exitCode } from '../../model/failure.ts';
import type { Entry } from '../../model/inventory.ts';
import type { Plan } from '../../model/plan.ts';
import { markDeployment } from '../../providers/grafana/annotations.ts';
import { delay, pause, usualPatience } from '../../providers/rest.ts';
import { nameOf } from './plan-text.ts';
import { Progress } from './progress.ts';
import { recordPath, stageRecord } from './record.ts';
import { revisionOf } from './revision.ts';
import { booksOf, refuseWhileOthersDeploy, requireVariables, type Session, type Site } from './session.ts';

/** How a plan is carried out. */
export interface Carrying {
  readonly json: boolean;
  readonly secrets: boolean;
  readonly takeOver: boolean;
  /** Whether the deployment is marked on dashboards. */
  readonly annotate: boolean;
  /** When a preview may be removed, ISO 8601. */
  readonly expires?: string;
  /** What a rollback says of the resources that it puts back. */
  readonly restored?: ReadonlyMap<string, Entry | undefined>;
}

/** Carries a plan out, reports each result, and answers with an exit code. */
export async function carryOut(plan: Plan, session: Session, site: Site, options: Carrying): Promise<number> {
  const { api, providers, store, inventory, owner, target } = session;
  requireVariables(plan, session, options.secrets);
  const now = (await api.rest.get('/api/health')).at ?? new Date().toISOString();
  refuseWhileOthersDeploy(session, now, options.takeOver);
  const from = revisionOf(site.root);
  const books = booksOf(owner, now, from, options.expires);
  const message = `Sightline${from ? `: revision ${from}` : ''}`;
  // What is about to be replaced is on the disk before the first write, and counts once that is sure to come.
  const record = stageRecord(recordPath(site.root, target.name, owner), plan, session);

  const stop = new AbortController();
  const patience = site.patience ?? usualPatience;
  const interrupt = (): void => {
    // The second time somebody really wants to go.
    if (stop.signal.aborted) process.exit(exitCode.cancelled);
    stop.abort();
    process.stderr.write('\nending what is under way; Ctrl-C again leaves at once\n');
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  const progress = new Progress('Deploying');
  try {
    const outcome = await apply({
      plan,
      providers,
      store,
      inventory,
      books,
      manner: {
        message,
        resendSecrets: options.secrets,
        attempts: patience.attempts,
        signal: stop.signal,
        wait: (attempt, retryAfter) => pause(delay(attempt, patience, retryAfter), stop.signal),
      },
      concurrency: target.grafana.concurrency ?? 8,
      announced: record.keep,
      ...(options.restored && { restored: options.restored }),
      progress: (result, done, of) => {
        progress.clear();
        if (!options.json) process.stdout.write(`${line(result)}\n`);
        progress.show(done, of);
      },
    });
    progress.clear();
    const unmarked = options.annotate
      ? await mark(outcome, session, books.deploying.id, from, now)
      : undefined;
    report(outcome, options.json, unmarked);
    return codeOf(outcome, stop.signal.aborted);
  } finally {
    record.discard();
    progress.clear();
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}

/** Marks a deployment that wrote something. That it could not is worth a word, and no failure. */
async function mark(
  { results }: Outcome,
  { api, owner }: Session,
  id: string,
  from: string | undefined,
  at: string,
): Promise<string | undefined> {
  const applied = results.filter(({ outcome, action }) => outcome === 'applied' && action !== 'adopt').length;
  if (applied === 0) return undefined;
  const text = `Deployed ${applied} ${applied === 1 ? 'change' : 'changes'} of ${owner}${from ? ` from ${from}` : ''}`;
  try {
    await markDeployment(api, { id, text, at: Date.parse(at), owner });
    return undefined;
  } catch (error) {
    return `the deployment is not marked on dashboards: ${(error as Error).message}`;
  }
}

const signs: Readonly<Record<Result['outcome'], string>> = {
  applied: '✔',
  unchanged: '=',
  failed: '✖',
  skipped: '-',
};

function line({ ref, action, outcome, why, next }: Result): string {
  const text = `  ${signs[outcome]} ${nameOf(ref)}  ${outcome === 'applied' ? past[action] : outcome}`;
  return `${text}${why ? `: ${why}` : ''}${next ? `\n      next: ${next}` : ''}`;
}

const past: Readonly<Record<Result['action'], string>> = {
  create: 'created',
  update: 'updated',
  move: 'moved',
  adopt: 'taken over',
  delete: 'deleted',
  conflict: 'left alone',
  orphan: 'kept',
  forget: 'forgotten',
  keep: 'unchanged',
};

/** How many of each outcome there were, in one line; or everything, for a program. */
function report({ results, unclosed }: Outcome, json: boolean, unmarked: string | undefined): void {
  const count = (of: Result['outcome']): number => results.filter(({ outcome }) => outcome === of).length;
  const counts = {
    applied: count('applied'),
    unchanged: count('unchanged'),
    failed: count('failed'),
    skipped: count('skipped'),
  };
  const notes = [
    ...(unmarked ? [unmarked] : []),
    ...(unclosed
      ? [
          `the inventory could not be closed (${unclosed.message}); the next deployment will find out what happened`,
        ]
      : []),
  ];
  if (json) {
    process.stdout.write(`${JSON.stringify({ ...counts, results, notes }, null, 2)}\n`);
    return;
  }
  for (const note of notes) process.stderr.write(`note: ${note}\n`);
  const parts = Object.entries(counts).map(([outcome, many]) => `${many} ${outcome}`);
  process.stdout.write(`${parts.join(', ')}\n`);
}

function codeOf({ results, unclosed }: Outcome, cancelled: boolean): number {
  if (cancelled) return exitCode.cancelled;
  const of = (outcome: Result['outcome']): readonly Result[] =>
    results.filter((result) => result.outcome === outcome);
  const applied = of('applied').length;
  if (of('failed').some(({ fault }) => fault === 'unauthenticated') && applied === 0) return exitCode.auth;
  if (of('failed').length > 0 || unclosed) return exitCode.partial;
  if (of('skipped').length > 0) return applied > 0 ? exitCode.partial : exitCode.problems;
  return exitCode.ok;
}
