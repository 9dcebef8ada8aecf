import { apply, type Outcome, type Result } from '../../engine/apply.ts';
import type { Books } from '../../engine/books.ts';
import { exitCode, Failure } from '../../model/failure.ts';
import type { Entry } from '../../model/inventory.ts';
import { isPending, type Plan } from '../../model/plan.ts';
import { delay, pause, usualPatience } from '../../providers/rest.ts';
import type { Part, Planned } from './part.ts';
import { nameOf } from './plan-text.ts';
import {
  booksOf,
  refuseAgainstWarnings,
  refuseWhileOthersDeploy,
  requireVariables,
} from './preconditions.ts';
import { Progress } from './progress.ts';
import { recordPath, stageRecord } from './record.ts';
import { revisionOf } from './revision.ts';
import { requireAll, type Session, type Site } from './session.ts';

/** How a plan is carried out. */
export interface Carrying {
  readonly json: boolean;
  readonly secrets: boolean;
  readonly takeOver: boolean;
  /** Whether to go on over what a plan warns of most earnestly. */
  readonly force: boolean;
  /** Whether the deployment is marked on dashboards. */
  readonly annotate: boolean;
  /** When a preview may be removed, ISO 8601. */
  readonly expires?: string;
  /** What a rollback says of the resources that it puts back. */
  readonly restored?: ReadonlyMap<string, Entry | undefined>;
}

/** Carries plans out, part by part, reports each result, and answers with an exit code. */
export async function carryOut(
  planned: readonly Planned[],
  session: Session,
  site: Site,
  options: Carrying,
): Promise<number> {
  const { owner, target } = session;
  requireAll(session);
  requireVariables(planned, options.secrets);
  refuseAgainstWarnings(planned, options.force);
  const pending = planned.filter(({ plan }) => plan.changes.some(isPending));
  const clocks = new Map<Part, string>();
  for (const { part } of pending) {
    const now = await part.now();
    refuseWhileOthersDeploy(part, now, options.takeOver);
    clocks.set(part, now);
  }
  const from = revisionOf(site.root);
  const message = `Sightline${from ? `: revision ${from}` : ''}`;
  // What is about to be replaced is on the disk before the first write, and counts once that is sure to come.
  const record = stageRecord(recordPath(site.root, target.name, owner), pending, owner);

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
  const done: Done[] = [];
  const total = pending.reduce((sum, { plan }) => sum + plan.changes.filter(isPending).length, 0);
  let count = 0;
  try {
    for (const { part, plan } of planned) {
      const at = clocks.get(part) ?? new Date().toISOString();
      const books = booksOf(owner, at, from, options.expires);
      const { providers, store, inventory, concurrency } = part;
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
          concurrency,
          announced: record.keep,
          ...(options.restored && { restored: options.restored }),
          progress: (result) => {
            progress.clear();
            if (!options.json) process.stdout.write(`${line(result)}\n`);
            progress.show(++count, total);
          },
        });
        progress.clear();
        const unmarked = options.annotate ? await mark(outcome, part, owner, books, from) : undefined;
        done.push({ outcome, notes: unmarked ? [unmarked] : [] });
      } catch (error) {
        // What the parts before it got is there; only who has written nothing yet may say that.
        if (!(error instanceof Failure) || !done.some(hasApplied)) throw error;
        done.push({ outcome: lost(plan, error), notes: [`${part.headline}: ${error.message}`] });
      }
    }
    report(done, options.json);
    return codeOf(done, stop.signal.aborted);
  } finally {
    record.discard();
    progress.clear();
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}

/** What became of a part, and what is to be said of it beside that. */
interface Done {
  readonly outcome: Outcome;
  readonly notes: readonly string[];
}

const hasApplied = ({ outcome }: Done): boolean =>
  outcome.results.some((result) => result.outcome === 'applied');

/** A part that refused as a whole, before anything was written to it. */
const lost = ({ changes }: Plan, { message, detail }: Failure): Outcome => ({
  results: changes
    .filter(isPending)
    .map(({ ref, action }) => ({ ref, action, outcome: 'failed', why: message, next: detail.next })),
});

/** Marks a deployment that wrote something. That it could not is worth a word, and no failure. */
async function mark(
  { results }: Outcome,
  part: Part,
  owner: string,
  { deploying: { id, at } }: Books,
  from: string | undefined,
): Promise<string | undefined> {
  const applied = results.filter(({ outcome, action }) => outcome === 'applied' && action !== 'adopt').length;
  if (applied === 0) return undefined;
  const text = `Deployed ${applied} ${applied === 1 ? 'change' : 'changes'} of ${owner}${from ? ` from ${from}` : ''}`;
  try {
    await part.mark?.({ id, text, at: Date.parse(at) });
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
function report(done: readonly Done[], json: boolean): void {
  const results = done.flatMap(({ outcome }) => outcome.results);
  const count = (of: Result['outcome']): number => results.filter(({ outcome }) => outcome === of).length;
  const counts = {
    applied: count('applied'),
    unchanged: count('unchanged'),
    failed: count('failed'),
    skipped: count('skipped'),
  };
  const notes = done.flatMap(({ outcome: { unclosed }, notes }) => [
    ...notes,
    ...(unclosed
      ? [
          `the inventory could not be closed (${unclosed.message}); the next deployment will find out what happened`,
        ]
      : []),
  ]);
  if (json) {
    process.stdout.write(`${JSON.stringify({ ...counts, results, notes }, null, 2)}\n`);
    return;
  }
  for (const note of notes) process.stderr.write(`note: ${note}\n`);
  const parts = Object.entries(counts).map(([outcome, many]) => `${many} ${outcome}`);
  process.stdout.write(`${parts.join(', ')}\n`);
}

function codeOf(done: readonly Done[], cancelled: boolean): number {
  if (cancelled) return exitCode.cancelled;
  const of = (outcome: Result['outcome']): readonly Result[] =>
    done.flatMap(({ outcome: { results } }) => results.filter((result) => result.outcome === outcome));
  const applied = of('applied').length;
  if (of('failed').some(({ fault }) => fault === 'unauthenticated') && applied === 0) return exitCode.auth;
  if (of('failed').length > 0 || done.some(({ outcome }) => outcome.unclosed)) return exitCode.partial;
  if (of('skipped').length > 0) return applied > 0 ? exitCode.partial : exitCode.problems;
  return exitCode.ok;
}
