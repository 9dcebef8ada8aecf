import { add } from './agenda.ts';
import type { Context } from './context.ts';
import type { Episode, Task } from './episode.ts';

/** Lets an episode end once it has been quiet for a while. Inside of `write`. */
export function end(context: Context, episode: Episode, at: number, reason: string): void {
  const { database, clock, settings } = context;
  database.run('update episodes set ended_at = ? where id = ?', at, episode.id);
  const due_at = clock.now() + clock.length(settings.RESPONDER_SETTLE);
  const before = database.one<{ count: number }>(
    `select count(*) as count from tasks where episode = ? and step = 'close'`,
    episode.id,
  );
  add(context, episode, { action: 'close', step: 'close', name: String(before?.count), due_at, reason });
}

/** Ends an episode for good: what has not begun never will, and what can be taken back is. Inside of `write`. */
export function close(context: Context, episode: Episode, actor?: string): void {
  const { database, audit, clock } = context;
  const now = clock.now();
  const ended = episode.ended_at ?? now;
  database.run('update episodes set ended_at = ?, closed_at = ? where id = ?', ended, now, episode.id);
  database.run('update members set ended_at = ? where episode = ? and ended_at is null', ended, episode.id);
  audit.tell({
    event: 'closed',
    episode: episode.id,
    severity: episode.severity,
    ...(actor && { actor }),
    detail: { kind: episode.kind, seconds: Math.max(0, ended - episode.opened_at) / 1000 },
  });
  cancel(context, episode, 'it was over before');
  const ways = database.all<Task>(
    `select * from tasks where episode = ? and step = 'undo' and state in ('held', 'queued')`,
    episode.id,
  );
  for (const way of ways) if (!handOver(context, way)) release(context, way, now);
}

/**
 * Drops what an episode has in the queue and has not begun. What was begun and may have had an effect is tried until that is known,
 * and then taken back. Inside of `write`.
 */
export function cancel(
  { database, audit, clock }: Context,
  episode: Episode,
  reason: string,
  isMeant: (task: Task) => boolean = () => true,
): void {
  const tasks = database.all<Task>(
    `select * from tasks where episode = ? and step in ('do', 'close') and state in ('queued', 'waiting') and sent = 0`,
    episode.id,
  );
  for (const { id, action, level, mode, step } of tasks.filter(isMeant)) {
    database.run(
      `update tasks set state = 'skipped', reason = ?, finished_at = ? where id = ?`,
      reason,
      clock.now(),
      id,
    );
    if (step === 'do')
      audit.tell({
        event: 'skipped',
        episode: episode.id,
        task: id,
        action,
        mode,
        detail: { level, why: reason },
      });
  }
}

function release({ database }: Context, { id, due_at }: Task, now: number): void {
  database.run(
    `update tasks set state = 'queued', due_at = ?, reason = 'its episode ended' where id = ?`,
    Math.min(now, due_at),
    id,
  );
}

/** Whether another episode still needs what this one would take back. It then takes it back when it ends itself. */
function handOver({ database, audit, clock }: Context, way: Task): boolean {
  const sql = (condition: string) =>
    `select tasks.* from tasks join episodes on episodes.id = episode where closed_at is null and episode <> ?
     and action = ? and target = ? and tasks.mode = 'execute' and ${condition} order by tasks.id limit 1`;
  const asked = [way.episode, way.action, way.target] as const;
  const theirs = database.one<Task>(sql(`step = 'undo' and state in ('held', 'queued')`), ...asked);
  const heir =
    theirs ??
    database.one<Task>(
      sql(
        `step = 'do' and (state in ('queued', 'started', 'done') or (state = 'skipped' and reason = 'cooldown'))`,
      ),
      ...asked,
    );
  if (!heir) return false;
  if (theirs)
    database.run(
      `update tasks set state = 'skipped', reason = 'handed over', finished_at = ? where id = ?`,
      clock.now(),
      way.id,
    );
  else database.run('update tasks set episode = ? where id = ?', heir.episode, way.id);
  audit.tell({
    event: 'handed-over',
    episode: way.episode,
    task: way.id,
    action: way.action,
    mode: way.mode,
    detail: { to: heir.episode },
  });
  return true;
}
