import { createHash } from 'node:crypto';
import { secondsOf } from '#lib';
import { add } from './agenda.ts';
import type { Entry } from './audit.ts';
import type { Done } from './carrier.ts';
import type { Context } from './context.ts';
import { episodeOf, type Task } from './episode.ts';
import { TargetError } from './http.ts';
import type { Action } from './registry.ts';

// What is written down of a task: before its request, and of the answer. All of it inside of `write`.

const about = ({ id, episode, action, mode }: Task) => ({ episode, task: id, action, mode });

function finish(context: Context, task: Task, state: Task['state'], entry: Omit<Entry, 'task'>): void {
  context.database.run(
    'update tasks set state = ?1, mode = ?2, started_at = coalesce(started_at, ?3), finished_at = ?3 where id = ?4',
    state,
    task.mode,
    context.clock.now(),
    task.id,
  );
  context.audit.tell({ ...about(task), ...entry });
}

/** Before the first byte goes out: what is wanted, and that a request may have arrived from now on. */
export function begun(context: Context, task: Task, intent: string): void {
  context.database.run(
    `update tasks set state = 'started', mode = ?, intent = ?, sent = 1, attempts = attempts + 1,
       started_at = coalesce(started_at, ?) where id = ?`,
    task.mode,
    intent,
    context.clock.now(),
    task.id,
  );
  const { key, target, attempts, step, approved_by } = task;
  const detail = {
    attempt: attempts + 1,
    intent: JSON.parse(intent),
    key,
    step,
    target,
    ...(approved_by && { approved_by }),
  };
  context.audit.tell({ ...about(task), event: 'started', detail });
}

/** It was done, or needed not be done. */
export function succeeded(context: Context, task: Task, action: Action, { changed, note }: Done): void {
  if (task.step === 'undo') {
    const event = !changed ? 'left-alone' : task.reason === expiry ? 'expired' : 'undone';
    finish(context, task, 'done', { event, detail: { note, why: task.reason } });
    return;
  }
  finish(context, task, 'done', { event: 'succeeded', outcome: 'success', detail: { changed, note } });
  if (changed) keepWayBack(context, task, action);
}

/** It would have been done. */
export function pretended(context: Context, task: Task, sketch: string): void {
  // The limit counts it as begun, so that a dry run tells what would have become of it.
  finish(context, task, 'done', { event: 'dry-run', outcome: 'success', detail: { would: sketch } });
}

/** It was not done: tried again later, or given up. */
export function failed(context: Context, task: Task, action: Action, error: unknown, wasSent: boolean): void {
  const { database, audit, clock, settings } = context;
  const why = error instanceof Error ? error.message : String(error);
  const { again, done, wait = 0, stale } = error instanceof TargetError ? error.detail : fault;
  const attempts = task.attempts + 1;
  if (action.once && wasSent && done === 'unknown') {
    unknown(context, task, why);
    return;
  }
  // An answer of "no" is taken at its word where nobody could look.
  const sent = task.sent === 1 || (wasSent && done !== 'no' && !(action.once && done === 'answered'));
  if (again && attempts < settings.RESPONDER_ATTEMPTS) {
    const pause = Math.max(wait, backOff(task.key, attempts) * clock.length('1s'));
    database.run(
      `update tasks set state = 'queued', mode = ?, sent = ?, attempts = ?, due_at = ?, intent = iif(?, null, intent) where id = ?`,
      task.mode,
      Number(sent),
      attempts,
      clock.now() + Math.round(pause),
      Number(stale ?? false),
      task.id,
    );
    audit.tell({
      ...about(task),
      event: 'retried',
      detail: { attempt: attempts, pause: pause / 1000, step: task.step, why },
    });
    return;
  }
  finish(context, task, 'failed', {
    event: 'failed',
    outcome: 'failure',
    detail: { attempts, step: task.step, why },
  });
  if (task.step === 'do' && sent) keepWayBack(context, task, action);
}

/** Nobody can tell whether it was done, and a second time would be worse than none. */
export function unknown(context: Context, task: Task, why: string): void {
  finish(context, task, 'failed', { event: 'unknown', outcome: 'failure', detail: { why } });
}

const fault = { again: false, done: 'unknown', wait: 0, stale: false } as const;
const expiry = 'its time was up';

/** The way back is a task like any other: due when its time is up, or held until the episode ends. */
export function keepWayBack(context: Context, task: Task, action: Action): void {
  if (!action.undo) return;
  const { database, clock } = context;
  const episode = episodeOf(database, task.episode);
  const { intent } = database.one<Task>('select intent from tasks where id = ?', task.id) as Task;
  // What was found held no longer, so nothing that it says was done.
  if (intent === null) return;
  const now = clock.now();
  const isOver = episode.closed_at !== null;
  add(context, episode, {
    action: action.name,
    step: 'undo',
    level: task.level,
    undoes: { ...task, intent },
    state: isOver || action.ttl ? 'queued' : 'held',
    due_at: isOver || !action.ttl ? now : now + clock.length(action.ttl),
    reason: isOver ? 'its episode ended' : action.ttl ? expiry : '',
  });
}

/** Seconds before the next attempt: 1, 2, 4 ... 60, each a quarter more or less, so that many do not come back at once. */
export function backOff(key: string, attempts: number): number {
  const spread = createHash('sha256').update(`${key}/${attempts}`).digest().readUInt16BE() / 65_536;
  return Math.min(2 ** (attempts - 1), secondsOf('1m')) * (0.75 + spread / 2);
}
