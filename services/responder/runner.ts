import { setTimeout as sleep } from 'node:timers/promises';
import type { Json } from '../../alerts/responses.ts';
import { canonical } from './canonical.ts';
import type { Context } from './context.ts';
import { NotStored } from './database.ts';
import { close } from './ending.ts';
import { type Episode, episodeOf, type Task } from './episode.ts';
import { judge } from './policy.ts';
import type { Action } from './registry.ts';
import { begun, failed, keepWayBack, pretended, succeeded, unknown } from './results.ts';

/** Carries out what is due. */
export interface Runner {
  /** There may be something new to do. */
  wake(): void;
  /** Begins nothing new, and answers when what was under way has ended. */
  stop(): Promise<void>;
}

/** How many are under way at a time. A target that hangs takes one of them for each thing that it has. */
const most = 32;
/** Small enough that a webhook never waits long for the queue. */
const page = 50;

/** Requests of a process that was killed may still arrive: so long we wait before we look whether they did. */
const aftermath = '5s';

/** Starts to work off the queue, beginning with what an earlier process left behind. */
export function startRunner(context: Context): Runner {
  const { database, clock, registry, audit } = context;
  const busy = new Map<string, Promise<void>>();
  let stopping = false;
  let isTurning = false;
  let wantsTurn = false;
  let timer: NodeJS.Timeout | undefined;

  /** One turn: what needs no request is settled at once, in one transaction, and requests are begun. */
  const turn = async (): Promise<number> => {
    const ready: Task[] = [];
    if (isAnyDue())
      await database.write(() => {
        const episodes = new Map<number, Episode>();
        const episodeFor = ({ episode: id, action }: Task): Episode => {
          const episode = episodes.get(id) ?? episodeOf(database, id);
          if (action === 'close') episodes.delete(id);
          else episodes.set(id, episode);
          return episode;
        };
        for (const task of due<Task>('*', page))
          if (
            !ready.some(sameTarget(task)) &&
            settle(task, episodeFor(task)) &&
            busy.size + ready.length < most
          ) {
            // Counts towards the limit from here, or others of this turn would not see it.
            database.run(
              'update tasks set started_at = coalesce(started_at, ?) where id = ?',
              clock.now(),
              task.id,
            );
            ready.push(task);
          }
      });
    for (const task of stopping ? [] : ready) {
      const work = carryOut(task).finally(() => {
        busy.delete(task.target);
        wake();
      });
      busy.set(task.target, work);
    }
    // Whatever ends gives the next turn; so does whatever becomes due.
    if (busy.size < most && isAnyDue()) return 0;
    const next = database.one<{ due_at: number }>(
      `select due_at from tasks where state = 'queued' and due_at > ? order by due_at limit 1`,
      clock.now(),
    );
    return next ? Math.max(1, next.due_at - clock.now()) : 60_000;
  };

  const sameTarget = (one: Task) => (other: Task) => one.target === other.target;

  // What is undone is undone in the opposite order, so a way back waits for later ones of its episode.
  const due = <Row>(what: string, limit: number): readonly Row[] =>
    database.all<Row>(
      `select ${what} from tasks where state = 'queued' and due_at <= ?1
       and target not in (select value from json_each(?2))
       and (step <> 'undo' or not exists (
         select 1 from tasks later where later.episode = tasks.episode and later.step = 'undo' and later.undoes > tasks.undoes
         and (later.state = 'started' or (later.state = 'queued' and (later.due_at <= ?1 or later.attempts > 0)))))
       order by due_at, id limit ${limit}`,
      clock.now(),
      JSON.stringify([...busy.keys()]),
    );

  const isAnyDue = (): boolean => due('1', 1).length > 0;

  /** Whether a task is to be carried out; what is not is written down. Inside of `write`. */
  const settle = (task: Task, episode: Episode): boolean => {
    const done = (state: string, reason: string) =>
      database.run(
        'update tasks set state = ?, reason = ?, finished_at = ? where id = ?',
        state,
        reason,
        clock.now(),
        task.id,
      );
    if (task.action === 'close') {
      done('done', task.reason);
      close(context, episode);
      return false;
    }
    const action: Action | undefined = registry[task.action];
    if (!action) {
      done('skipped', 'there is no such action any more');
      return false;
    }
    // Nobody is called, and nothing switched, once all is over: what an unanswered request may have done is taken back.
    if (task.step === 'do' && task.sent === 1 && episode.closed_at !== null && action.undo) {
      const why = 'it was over before';
      done('skipped', why);
      const { action: name, mode } = task;
      audit.tell({
        event: 'skipped',
        episode: episode.id,
        task: task.id,
        action: name,
        mode,
        detail: { why },
      });
      keepWayBack(context, task, action);
      return false;
    }
    const verdict = judge(context, task, action);
    const now = { ...task, mode: task.step === 'undo' ? task.mode : action.mode };
    const about = { episode: task.episode, task: task.id, action: task.action, mode: now.mode };
    switch (verdict.verdict) {
      case 'execute':
        return true;
      case 'dry-run':
        pretended(context, now, action.sketch({ episode, key: task.key, unsure: false, level: task.level }));
        return false;
      case 'wait':
        database.run(`update tasks set state = 'waiting', mode = ? where id = ?`, now.mode, task.id);
        audit.tell({ ...about, event: 'approval-wanted', detail: { target: task.target } });
        return false;
      case 'postpone':
        database.run('update tasks set due_at = ? where id = ?', verdict.until, task.id);
        return false;
      case 'skip':
        done('skipped', verdict.reason);
        if (task.sent === 1) keepWayBack(context, task, action);
        audit.tell({ ...about, event: 'skipped', outcome: verdict.outcome, detail: { why: verdict.why } });
        return false;
    }
  };

  /** Does one task. What it asks for is on the disk before the request, and what came of it before anything else happens. */
  const carryOut = async (queued: Task): Promise<void> => {
    const action = registry[queued.action as Action['name']];
    const task: Task = { ...queued, mode: queued.step === 'undo' ? queued.mode : action.mode };
    const call = {
      episode: episodeOf(database, task.episode),
      key: task.key,
      unsure: task.sent === 1,
      level: task.level,
    };
    let sent = false;
    try {
      if (action.once && call.unsure) {
        await keep(() =>
          unknown(context, task, 'the process ended before an answer came, and it cannot be looked up'),
        );
        return;
      }
      const intent: Json = task.intent ? JSON.parse(task.intent) : ((await action.prepare?.(call)) ?? null);
      await database.write(() => begun(context, task, canonical(intent)));
      sent = true;
      const done = await (task.step === 'undo' ? action.undo?.(call, intent) : action.act(call, intent));
      await keep(() =>
        succeeded(context, task, action, done ?? { changed: false, note: 'there is no way back' }),
      );
    } catch (error) {
      // Nothing went out, and the task is in the queue as it was.
      if (error instanceof NotStored) await pause();
      else await keep(() => failed(context, task, action, error, sent));
    }
  };

  /** Writes until it is written: what happened must not be forgotten because the disk was full. */
  const keep = async (work: () => void): Promise<void> => {
    for (;;) {
      try {
        return await database.write(work);
      } catch (error) {
        if (!(error instanceof NotStored)) throw error;
        // After the next start the task is known to have been sent, and its target is asked.
        if (stopping) return;
        await pause();
      }
    }
  };

  const pause = () => new Promise<void>((resolve) => setTimeout(resolve, 500).unref());

  const wake = (): void => {
    wantsTurn = true;
    if (isTurning || stopping) return;
    isTurning = true;
    clearTimeout(timer);
    void (async () => {
      let next = 0;
      while (wantsTurn && !stopping) {
        wantsTurn = false;
        const begun = performance.now();
        next = await turn().catch(() => 500);
        if (next <= 0) wantsTurn = true;
        // A quarter of the time at most: in a storm, alerts are taken in first and acted on after.
        if (wantsTurn) await sleep(3 * (performance.now() - begun));
      }
      isTurning = false;
      if (!stopping) timer = setTimeout(wake, Math.min(next, 60_000));
    })();
  };

  void database
    .write(() => {
      const left = database.run(
        `update tasks set state = 'queued', due_at = ? where state = 'started'`,
        clock.now() + clock.length(aftermath),
      );
      return left.changes;
    })
    .then(wake, wake);

  return {
    wake,
    async stop() {
      stopping = true;
      clearTimeout(timer);
      while (isTurning) await new Promise((resolve) => setTimeout(resolve, 5));
      await Promise.all(busy.values());
    },
  };
}
