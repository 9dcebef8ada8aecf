import { type ActionName, escalation, responses } from '../../alerts/responses.ts';
import type { Context } from './context.ts';
import { type Episode, keyOf, type Task } from './episode.ts';

/** Puts what is to be done for a new episode into the queue. Inside of `write`. */
export function schedule(context: Context, episode: Episode): void {
  const now = context.clock.now();
  if (episode.kind === 'automation') {
    const names: readonly ActionName[] = responses[episode.response as keyof typeof responses];
    for (const name of names) add(context, episode, { action: name, step: 'do', due_at: now });
  } else scheduleEscalation(context, episode);
}

/** The steps of the escalation that an incident does not have yet: a severity may rise. Inside of `write`. */
export function scheduleEscalation(context: Context, episode: Episode): void {
  for (const { level, after, name } of stepsOf(context, episode.level, episode.severity))
    add(context, episode, { action: 'escalate', step: 'do', level, name, due_at: episode.opened_at + after });
}

interface Step {
  readonly level: string;
  /** Milliseconds from the beginning of the incident. */
  readonly after: number;
  /** Tells two steps of one level apart. */
  readonly name: string;
}

/** Who is called when. An incident begins at the level of its first alert, whom Alertmanager has called already. */
export function stepsOf({ clock }: Pick<Context, 'clock'>, level: string, severity: string): readonly Step[] {
  const { levels, executive } = escalation;
  const first = Math.max(
    0,
    levels.findIndex((each) => each.level === level),
  );
  const steps: Step[] = [];
  let after = 0;
  for (const [at, { responseTime, level: asked }] of levels.entries()) {
    if (at < first) continue;
    after += clock.length(responseTime);
    const next = levels[at + 1];
    steps.push({ level: next?.level ?? asked, after, name: next ? 'first' : 'again' });
  }
  if (severity === executive.severity)
    steps.push({ level: 'executive', after: clock.length(executive.after), name: 'first' });
  return steps;
}

interface NewTask extends Pick<Task, 'step' | 'due_at'> {
  readonly action: Task['action'];
  readonly level?: string;
  readonly name?: string;
  readonly state?: Task['state'];
  readonly undoes?: Task;
  readonly reason?: string;
}

/** Adds a task, once: the same one asked for again is the one that is there. Inside of `write`. */
export function add({ database, registry }: Context, episode: Episode, task: NewTask): void {
  const { action, step, level = '', name = '', state = 'queued', undoes, reason = '', due_at } = task;
  const known = action === 'close' ? undefined : registry[action];
  const key = keyOf(episode, action, step, level, name, String(undoes?.id ?? ''));
  database.run(
    `insert into tasks (episode, action, step, target, state, mode, changes, key, level, intent, due_at, undoes, reason)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (episode, key) do nothing`,
    episode.id,
    action,
    step,
    undoes?.target ?? known?.target({ episode, level }) ?? `episode ${episode.id}`,
    state,
    undoes?.mode ?? known?.mode ?? 'execute',
    known?.changes ? 1 : 0,
    key,
    level,
    undoes?.intent ?? null,
    due_at,
    undoes?.id ?? null,
    reason,
  );
}
