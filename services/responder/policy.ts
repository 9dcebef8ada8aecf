import { existsSync } from 'node:fs';
import { escalation } from '../../alerts/responses.ts';
import type { Outcome } from './audit.ts';
import type { Context } from './context.ts';
import type { Task } from './episode.ts';
import { firing } from './firing.ts';
import type { Action } from './registry.ts';

/** What is to become of a task that is due. */
export type Verdict =
  | { readonly verdict: 'execute' | 'dry-run' | 'wait' }
  | { readonly verdict: 'postpone'; readonly until: number }
  | {
      readonly verdict: 'skip';
      readonly outcome: Outcome;
      readonly reason: 'off' | 'kill switch' | 'cooldown' | 'limit';
      readonly why: string;
    };

/**
 * Whether a task may be carried out now. Cooldown and limit are for what changes a system; people are told in any case. They are
 * asked before the first attempt only: what was begun is brought to an end.
 */
export function judge(context: Context, task: Task, action: Action): Verdict {
  const { settings, clock } = context;
  const stopped = existsSync(settings.RESPONDER_KILL_SWITCH);
  if (task.step === 'undo')
    return stopped
      ? { verdict: 'postpone', until: clock.now() + clock.length('30s') }
      : { verdict: 'execute' };
  // The settings changed between two attempts: nothing is asked for again, and what the first may have done is taken back.
  if (task.sent === 1 && action.mode !== 'execute')
    return {
      verdict: 'skip',
      outcome: 'skipped_not_allowed',
      reason: 'off',
      why: `${action.name} is not carried out any more`,
    };
  // Leadership hears of what is critical now. It is asked again, since what was critical may be so once more before the incident ends.
  if (task.level === 'executive' && task.sent === 0 && !isCritical(context, task))
    return { verdict: 'postpone', until: clock.now() + clock.length('1m') };
  if (action.mode === 'off')
    return { verdict: 'skip', outcome: 'skipped_not_allowed', reason: 'off', why: `${action.name} is off` };
  if (stopped)
    return {
      verdict: 'skip',
      outcome: 'skipped_not_allowed',
      reason: 'kill switch',
      why: `${settings.RESPONDER_KILL_SWITCH} exists`,
    };
  if (task.changes && task.attempts === 0) {
    const limit = cooldown(context, task, action) ?? perHour(context, action);
    if (limit) return limit;
  }
  if (action.mode === 'dry-run') return { verdict: 'dry-run' };
  return { verdict: action.approval && task.approved_by === null ? 'wait' : 'execute' };
}

const isCritical = (context: Context, { episode }: Task): boolean =>
  firing(context, episode).some(({ severity }) => severity === escalation.executive.severity);

function cooldown({ database, clock, settings }: Context, task: Task, action: Action): Verdict | undefined {
  const last = database.one<{ finished_at: number }>(
    `select finished_at from tasks where step = 'do' and action = ? and target = ? and mode = ? and state = 'done'
     and changes = 1 and finished_at > ? order by finished_at desc limit 1`,
    task.action,
    task.target,
    action.mode,
    clock.now() - clock.length(settings.RESPONDER_COOLDOWN),
  );
  return (
    last && {
      verdict: 'skip',
      outcome: 'skipped_cooldown',
      reason: 'cooldown',
      why: `it was done at ${new Date(last.finished_at).toISOString()}, less than ${settings.RESPONDER_COOLDOWN} ago`,
    }
  );
}

function perHour({ database, clock, settings }: Context, action: Action): Verdict | undefined {
  const done = database.one<{ count: number }>(
    `select count(*) as count from tasks where step = 'do' and changes = 1 and mode = ? and started_at > ?`,
    action.mode,
    clock.now() - clock.length('1h'),
  );
  if ((done?.count ?? 0) < settings.RESPONDER_CHANGES_PER_HOUR) return undefined;
  return {
    verdict: 'skip',
    outcome: 'skipped_rate_limit',
    reason: 'limit',
    why: `${done?.count} changes were begun within an hour, and ${settings.RESPONDER_CHANGES_PER_HOUR} are allowed`,
  };
}
