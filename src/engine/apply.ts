import { Failure } from '../model/failure.ts';
import type { Entry, Inventory, InventoryStore, ReadInventory } from '../model/inventory.ts';
import { type Change, isPending, type Plan } from '../model/plan.ts';
import type { Provider } from '../model/provider.ts';
import { ServerError } from '../model/server-error.ts';
import { type Books, claim, close } from './books.ts';
import { digest } from './identity.ts';
import { revisionOf } from './judge.ts';
import { idOf, isInTheWay, kindOf, needsOf } from './order.ts';
import { type Manner, settle, settleRemoval, type Written } from './settle.ts';

/** What became of one change. */
export interface Result {
  readonly ref: string;
  readonly action: Change['action'];
  readonly outcome: 'applied' | 'unchanged' | 'failed' | 'skipped';
  /** Why it failed or was skipped. */
  readonly why?: string;
  readonly next?: string;
  readonly fault?: ServerError['fault'];
}

/** What became of a deployment. */
export interface Outcome {
  /** In the order of the plan. */
  readonly results: readonly Result[];
  /** Why the inventory could not be brought up to date. The next deployment finds out by itself what happened. */
  readonly unclosed?: ServerError;
}

/** What a deployment is made of. */
export interface Deployment {
  readonly plan: Plan;
  readonly providers: readonly Provider[];
  readonly store: InventoryStore;
  readonly inventory: ReadInventory | undefined;
  /** What the inventory says of itself: whose it is, who is deploying, from which revision. */
  readonly books: Books;
  readonly manner: Manner;
  /** Writes at a time. */
  readonly concurrency: number;
  readonly progress?: (result: Result, done: number, of: number) => void;
  /** What the inventory said of resources that a rollback puts back: so what somebody had edited before is theirs again. */
  readonly restored?: ReadonlyMap<string, Entry | undefined>;
  /** Called once everything that is about to be written is announced, and before it is. */
  readonly announced?: () => void;
}

/**
 * Carries a plan out. What is ours is announced in the inventory before it is written, so that a deployment which dies at any
 * moment leaves nothing that the next one would take for somebody else's. A failure stops what needs it, and nothing else.
 */
export async function apply(deployment: Deployment): Promise<Outcome> {
  const { plan, store, inventory, books, manner, announced } = deployment;
  const pending = plan.changes.filter(isPending);
  const run = new Run(deployment, pending.length);
  for (const change of plan.changes) run.settleWithoutWriting(change);
  if (pending.length === 0) return { results: run.results(plan) };
  // The inventory lives in a folder, which must be there and be ours first, and goes last.
  const isHome = ({ ref }: Change): boolean => store.needs.includes(ref);
  const isRemoval = ({ action }: Change): boolean => action === 'delete';
  const home = plan.changes.filter((change) => isHome(change) && !isRemoval(change));
  await run.writeAll(home.filter(isPending));
  const lost = home.find((change) => isPending(change) && run.outcomeOf(change.ref) !== 'applied');
  const foreign = home.find((change) => change.action === 'conflict' && change.reason !== 'changed by hand');
  if (lost || foreign) {
    run.skipRest(pending, `the inventory is kept in ${(lost ?? foreign)?.ref}`);
    return { results: run.results(plan) };
  }
  const announcing = announcements(pending, deployment);
  const claimed = await claim(store, inventory, books, announcing, manner);
  announced?.();
  const rest = pending.filter((change) => !isHome(change));
  const removals = rest.filter(isRemoval);
  const early = removals.filter((change) => isInTheWay(change, rest));
  for (const group of byKind(early)) await run.writeAll(group);
  await run.writeAll(rest.filter((change) => !isRemoval(change)));
  for (const group of byKind(removals.filter((change) => !early.includes(change)))) await run.writeAll(group);
  const last = pending.filter((change) => isHome(change) && isRemoval(change));
  if (last.length > 0 && run.isEmptied(plan, inventory?.inventory)) {
    await run.writeAll(last);
    // The inventory went with it.
    if (last.every(({ ref }) => run.outcomeOf(ref) === 'applied')) return { results: run.results(plan) };
  }
  run.skipRest(last, 'what is ours is still in it');
  const entries = run.entries(plan, announcing, inventory?.inventory);
  const unclosed = await close(store, claimed, books, entries, manner).then(() => undefined, failureOf);
  return { results: run.results(plan), ...(unclosed && { unclosed }) };
}

/** What each entry is about to become. */
function announcements(
  pending: readonly Change[],
  { inventory, providers }: Deployment,
): ReadonlyMap<string, Entry> {
  const announced = new Map<string, Entry>();
  for (const change of pending) {
    if (change.action === 'delete' || change.action === 'forget') continue;
    const { comparable = (spec: unknown) => spec, halfway } =
      providers.find(({ kind }) => kind === kindOf(change.ref)) ?? {};
    const half = change.before === undefined ? [] : (halfway?.(change.after, change.before) ?? []);
    announced.set(change.ref, {
      ...inventory?.inventory.entries[change.ref],
      pending: [change.after, ...half].map((spec) => digest(comparable(spec))),
    });
  }
  return announced;
}

function failureOf(error: unknown): ServerError {
  if (error instanceof ServerError) return error;
  throw error;
}

function byKind(changes: readonly Change[]): readonly (readonly Change[])[] {
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const group = groups.get(kindOf(change.ref)) ?? [];
    groups.set(kindOf(change.ref), [...group, change]);
  }
  return [...groups.values()];
}

/** One run over the changes of a plan. */
class Run {
  private readonly done = new Map<string, Result>();
  private readonly written = new Map<string, Written>();
  /** Writes of which nobody can say whether they happened. */
  private readonly open = new Set<string>();
  private readonly turns = new Map<string, Promise<unknown>>();
  private readonly providers: ReadonlyMap<string, Provider>;
  private stopped: string | undefined;
  private count = 0;

  constructor(
    private readonly deployment: Deployment,
    private readonly total: number,
  ) {
    this.providers = new Map(deployment.providers.map((provider) => [provider.kind, provider]));
  }

  outcomeOf = (ref: string): Result['outcome'] | undefined => this.done.get(ref)?.outcome;

  results({ changes }: Plan): readonly Result[] {
    return changes.flatMap(({ ref }) => this.done.get(ref) ?? []);
  }

  settleWithoutWriting(change: Change): void {
    const { ref, action } = change;
    if (change.action === 'conflict')
      this.done.set(ref, { ref, action, outcome: 'skipped', why: change.reason });
    else if (!isPending(change)) this.done.set(ref, { ref, action, outcome: 'unchanged' });
  }

  skipRest(changes: readonly Change[], why: string): void {
    for (const { ref, action } of changes)
      if (!this.done.has(ref)) this.finish({ ref, action, outcome: 'skipped', why });
  }

  /** Carries changes out, as many at a time as allowed, each after what it needs. */
  async writeAll(changes: readonly Change[]): Promise<void> {
    const waiting = [...changes];
    const inside = new Set(changes.map(({ ref }) => ref));
    const running = new Map<string, Promise<void>>();
    const isReady = (change: Change): boolean =>
      needsOf(change).every((need) => !inside.has(need) || this.done.has(need));
    while (waiting.length > 0 || running.size > 0) {
      while (running.size < this.deployment.concurrency) {
        const next = waiting.findIndex(isReady);
        const [change] = next < 0 ? [] : waiting.splice(next, 1);
        if (!change) break;
        running.set(
          change.ref,
          this.write(change).finally(() => running.delete(change.ref)),
        );
      }
      // Needs that go round in a circle would wait for ever; references of compiled resources cannot.
      if (running.size === 0) return this.skipRest(waiting, 'what it needs never came');
      await Promise.race(running.values());
    }
  }

  private async write(change: Change): Promise<void> {
    const { ref, action } = change;
    const provider = this.providers.get(kindOf(ref));
    if (!provider) throw new Error(`no provider for ${ref}`);
    try {
      await this.inTurn(provider.turn, async () => {
        // Asked when its turn has come, not when it was put into the line.
        const why = this.obstacle(change);
        if (why) return this.finish({ ref, action, outcome: 'skipped', why });
        const written = await this.send(change, provider);
        if (written) this.written.set(ref, written);
        this.finish({ ref, action, outcome: 'applied' });
      });
    } catch (error) {
      this.fail(change, error);
    }
  }

  /** Why a change is not to be begun. */
  private obstacle(change: Change): string | undefined {
    if (this.deployment.manner.signal?.aborted) return 'cancelled';
    if (this.stopped) return this.stopped;
    const lost = needsOf(change).find((need) => {
      const { outcome, action } = this.done.get(need) ?? {};
      // What is in conflict is there all the same; the plan has seen to those that cannot go on without it.
      return action !== 'conflict' && (outcome === 'failed' || outcome === 'skipped');
    });
    return lost && `it needs ${lost}`;
  }

  private fail({ ref, action }: Change, error: unknown): void {
    if (!(error instanceof Failure)) throw error;
    const { why: cause, next } = error.detail;
    const why = cause ? `${error.message}: ${cause}` : error.message;
    const fault = error instanceof ServerError ? error.fault : undefined;
    if (error instanceof ServerError && error.answer.happened === 'unknown') this.open.add(ref);
    // Nothing else will go better: the server is gone, or does not know us.
    if (fault === 'unauthenticated' || fault === 'unreachable') this.stopped = error.message;
    this.finish({ ref, action, outcome: 'failed', why, next, ...(fault && { fault }) });
  }

  private async send(change: Change, provider: Provider): Promise<Written | undefined> {
    const { manner } = this.deployment;
    if (change.action === 'adopt') return { revision: revisionOf(change.actual), sent: digest(change.after) };
    if (change.action === 'create') return settle(provider, change.desired, undefined, manner);
    if (change.action === 'update' || change.action === 'move')
      return settle(provider, change.desired, change.actual, manner);
    if (change.action === 'delete') await settleRemoval(provider, idOf(change.ref), change.actual, manner);
    return undefined;
  }

  /** Writes with the same word wait for one another. */
  private async inTurn<T>(turn: string | undefined, work: () => Promise<T>): Promise<T> {
    if (!turn) return work();
    const before = this.turns.get(turn) ?? Promise.resolve();
    const mine = before.then(work, work);
    this.turns.set(
      turn,
      mine.catch(() => undefined),
    );
    return mine;
  }

  private finish(result: Result): void {
    this.done.set(result.ref, result);
    this.count++;
    this.deployment.progress?.(result, this.count, this.total);
  }

  /** Whether nothing of ours is left but what is to go last. */
  isEmptied(plan: Plan, inventory: Inventory | undefined): boolean {
    const after = this.entries(plan, new Map(), inventory);
    const left = Object.keys(inventory?.entries ?? {}).filter((ref) => !after.has(ref) || after.get(ref));
    return left.every((ref) => this.deployment.store.needs.includes(ref));
  }

  /** What the inventory must say of everything that was touched; `undefined` where it must say nothing. */
  entries(
    { changes }: Plan,
    announced: ReadonlyMap<string, Entry>,
    inventory: Inventory | undefined,
  ): ReadonlyMap<string, Entry | undefined> {
    const after = new Map<string, Entry | undefined>();
    for (const change of changes.filter(isPending)) {
      const { ref, action } = change;
      const isApplied = this.outcomeOf(ref) === 'applied';
      const written = this.written.get(ref);
      if (isApplied && this.deployment.restored?.has(ref)) {
        const before = this.deployment.restored.get(ref);
        // As we had left it before, it is as we leave it now; what somebody had edited is theirs again.
        const revision = before?.revision === undefined ? undefined : written?.revision;
        after.set(
          ref,
          before?.sent === undefined ? undefined : { sent: before.sent, ...(revision && { revision }) },
        );
      } else if (isApplied && written?.revision === '') {
        // Nobody could look what the server made of it: the next deployment knows it by what was announced.
        const { pending = [] } = announced.get(ref) ?? {};
        after.set(ref, { sent: written.sent, pending });
      } else if (isApplied) after.set(ref, written);
      else if (this.open.has(ref) && action !== 'delete') after.set(ref, announced.get(ref));
      else after.set(ref, inventory?.entries[ref]);
    }
    return after;
  }
}
