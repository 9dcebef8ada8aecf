import type { Context } from './context.ts';
import { cancel, close } from './ending.ts';
import type { Episode, Task } from './episode.ts';

/** A person's verdict on an alert. */
export interface Review {
  readonly by: string;
  readonly alertname: string;
  readonly verdict: 'true_positive' | 'false_positive';
}

/** An episode as people see it. */
export interface OpenEpisode extends Episode {
  /** Nobody declared an alert of that name in alerts/. */
  readonly unknown: boolean;
}

/** What people tell the responder. Each answers with a sentence, or with `undefined` when there is nothing of that id. */
export interface Desk {
  /** Everything that is not over, with what waits for a person. */
  open(): { readonly episodes: readonly OpenEpisode[]; readonly waiting: readonly Task[] };
  acknowledge(id: number, by: string): Promise<string | undefined>;
  approve(id: number, by: string): Promise<string | undefined>;
  /** For an end that Alertmanager never tells, because it was restarted meanwhile. */
  end(id: number, by: string): Promise<string | undefined>;
  review(id: number, review: Review): Promise<string | undefined>;
}

/** The desk of a responder. */
export function createDesk(context: Context): Desk {
  const { database, audit, clock, holdOf } = context;
  const write = database.write;
  const episode = (id: number) => database.one<Episode>('select * from episodes where id = ?', id);
  return {
    open: () => ({
      episodes: database
        .all<Episode>('select * from episodes where closed_at is null order by id')
        .map((one) => ({ ...one, unknown: holdOf(one.alertname) === undefined })),
      waiting: database.all<Task>(`select * from tasks where state = 'waiting' order by id`),
    }),
    acknowledge: (id, by) =>
      write(() => {
        const found = episode(id);
        if (!found) return undefined;
        if (found.acknowledged_at !== null) return 'it was acknowledged already';
        if (found.closed_at !== null) return 'it is over';
        const now = clock.now();
        database.run('update episodes set acknowledged_at = ? where id = ?', now, id);
        audit.tell({
          event: 'acknowledged',
          actor: by,
          episode: id,
          severity: found.severity,
          detail: { kind: found.kind, seconds: (now - found.opened_at) / 1000 },
        });
        // Leadership is told of what lasts, whoever works on it.
        const isStep = ({ action, level }: Task) => action === 'escalate' && level !== 'executive';
        cancel(context, found, `${by} acknowledged it`, isStep);
        return 'acknowledged: nobody else is called for now';
      }),
    approve: (id, by) =>
      write(() => {
        const task = database.one<Task>('select * from tasks where id = ?', id);
        if (!task) return undefined;
        if (task.state !== 'waiting') return 'it does not wait for an approval';
        const sql = `update tasks set state = 'queued', approved_by = ?, due_at = ? where id = ?`;
        database.run(sql, by, clock.now(), id);
        const { action, mode } = task;
        audit.tell({ event: 'approved', actor: by, episode: task.episode, task: id, action, mode });
        return `approved: ${action} begins`;
      }),
    end: (id, by) =>
      write(() => {
        const found = episode(id);
        if (!found) return undefined;
        if (found.closed_at !== null) return 'it is over';
        close(context, found, by);
        return 'ended: what can be taken back is';
      }),
    review: (id, { by, alertname, verdict }) =>
      write(() => {
        const sql = 'select 1 from members where episode = ? and alertname = ?';
        if (!database.one(sql, id, alertname)) return undefined;
        const about = database.one<{ detail: string }>(
          `select detail from audit where event = 'reviewed' and episode = ? and detail ->> 'alertname' = ?`,
          id,
          alertname,
        );
        if (about) return 'there is a verdict on it already';
        audit.tell({ event: 'reviewed', actor: by, episode: id, detail: { alertname, verdict } });
        return 'noted';
      }),
  };
}
