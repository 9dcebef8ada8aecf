import { createHash } from 'node:crypto';
import { canonical } from './canonical.ts';
import type { Clock } from './clock.ts';
import type { Database } from './database.ts';

/** What the responder did, would have done, or declined to do. */
export type AuditEvent =
  | 'opened'
  | 'joined'
  | 'duplicate'
  | 'rejected'
  | 'resolved'
  | 'returned'
  | 'closed'
  | 'acknowledged'
  | 'reviewed'
  | 'approval-wanted'
  | 'approved'
  | 'dry-run'
  | 'started'
  | 'succeeded'
  | 'retried'
  | 'failed'
  | 'unknown'
  | 'skipped'
  | 'undone'
  | 'expired'
  | 'left-alone'
  | 'handed-over';

/** What the metrics make of an action that came to an end. */
export type Outcome =
  | 'success'
  | 'failure'
  | 'skipped_cooldown'
  | 'skipped_not_allowed'
  | 'skipped_rate_limit';

/** An entry of the trail, before it has its place in it. */
export interface Entry {
  readonly event: AuditEvent;
  /** Who: `automation` unless told, or the name of a person. */
  readonly actor?: string;
  readonly episode?: number;
  readonly task?: number;
  readonly action?: string;
  readonly mode?: string;
  readonly outcome?: Outcome;
  readonly severity?: string;
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** A row of the trail. */
export interface AuditRow {
  readonly id: number;
  readonly at: number;
  readonly event: AuditEvent;
  readonly actor: string;
  readonly episode: number | null;
  readonly task: number | null;
  readonly action: string | null;
  readonly mode: string | null;
  readonly outcome: Outcome | null;
  readonly severity: string | null;
  /** JSON. */
  readonly detail: string;
  /** The hash of the row before, and that of this one with it: whoever changes a row has to change all that follow. */
  readonly prev: string;
  readonly hash: string;
}

/** The trail of a database. */
export interface Audit {
  /** Adds an entry, inside of `write`. */
  tell(entry: Entry): void;
}

const start = '0'.repeat(64);

const hashOf = (row: Omit<AuditRow, 'hash'>): string =>
  createHash('sha256')
    .update(canonical({ ...row, hash: undefined }))
    .digest('hex');

/** Opens the trail for adding. `heard` is told of each entry once it is on the disk. */
export function createAudit(database: Database, clock: Clock, heard: (row: AuditRow) => void): Audit {
  // The last entry, unless it was taken back.
  let known: { readonly id: number; readonly hash: string; readonly takenBack: number } | undefined;
  return {
    tell({ event, actor = 'automation', detail = {}, ...rest }) {
      const takenBack = database.takenBack();
      const last =
        known?.takenBack === takenBack
          ? known
          : database.one<{ id: number; hash: string }>('select id, hash from audit order by id desc limit 1');
      const row = {
        id: (last?.id ?? 0) + 1,
        at: clock.now(),
        event,
        actor,
        episode: rest.episode ?? null,
        task: rest.task ?? null,
        action: rest.action ?? null,
        mode: rest.mode ?? null,
        outcome: rest.outcome ?? null,
        severity: rest.severity ?? null,
        detail: canonical(detail),
        prev: last?.hash ?? start,
      };
      const whole = { ...row, hash: hashOf(row) };
      database.run(
        'insert into audit values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
        ...(Object.values(whole) as (string | number | null)[]),
      );
      known = { id: whole.id, hash: whole.hash, takenBack };
      database.afterwards(() => heard(whole));
    },
  };
}

/** The rows of the trail from the first to the last, without holding all of them. */
export function* trail(database: Database): Generator<AuditRow> {
  for (let after = 0; ; ) {
    const page = database.all<AuditRow>('select * from audit where id > ? order by id limit 1000', after);
    yield* page;
    const last = page.at(-1);
    if (!last) return;
    after = last.id;
  }
}

/** Whether a trail is as it was written: the id of the first row that is not, when there is one. */
export function verify(rows: Iterable<AuditRow>): {
  readonly count: number;
  readonly head: string;
  readonly broken?: number;
} {
  let [count, head] = [0, start];
  for (const row of rows) {
    if (row.id !== count + 1 || row.prev !== head || row.hash !== hashOf(row))
      return { count, head, broken: row.id };
    count++;
    head = row.hash;
  }
  return { count, head };
}
