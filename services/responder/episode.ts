import { createHash } from 'node:crypto';
import type { ActionName } from '../../alerts/responses.ts';
import { canonical } from './canonical.ts';
import type { Database } from './database.ts';

/** What goes on, from the first alert to the end: one alert that set off a response, or an incident of several alerts. */
export interface Episode {
  readonly id: number;
  readonly kind: 'automation' | 'incident';
  /** What makes two alerts the same: the fingerprint, or environment and subject. */
  readonly key: string;
  readonly response: string;
  readonly environment: string;
  readonly subject: string;
  readonly level: string;
  readonly severity: string;
  readonly alertname: string;
  readonly summary: string;
  /** JSON. */
  readonly labels: string;
  readonly url: string;
  readonly user_impact: 'true' | 'false';
  readonly began_at: number;
  readonly opened_at: number;
  readonly acknowledged_at: number | null;
  readonly ended_at: number | null;
  readonly closed_at: number | null;
}

/** Something to be done for an episode, now or later. */
export interface Task {
  readonly id: number;
  readonly episode: number;
  readonly action: ActionName | 'close';
  readonly step: 'do' | 'undo' | 'close';
  /** What it works on: two tasks of one target are never under way at a time. */
  readonly target: string;
  readonly state: 'queued' | 'waiting' | 'held' | 'started' | 'done' | 'failed' | 'skipped';
  readonly mode: Mode;
  /** 1 when it changes a system, 0 when it tells people. */
  readonly changes: number;
  /** Goes out with each request, so that a target can know the second one. */
  readonly key: string;
  /** Whom an escalation calls; empty for everything else. */
  readonly level: string;
  /** What was found and what is wanted (JSON), written down before the first request that changes something. */
  readonly intent: string | null;
  /** 1 when a request may have arrived whose answer is not known. */
  readonly sent: number;
  readonly attempts: number;
  readonly due_at: number;
  readonly undoes: number | null;
  readonly reason: string;
  readonly approved_by: string | null;
}

/** Whether an action is carried out, only written down, or neither. */
export type Mode = 'off' | 'dry-run' | 'execute';

/** The episode of an id that a row refers to. */
export function episodeOf(database: Database, id: number): Episode {
  return database.one<Episode>('select * from episodes where id = ?', id) as Episode;
}

/** A name for a task that no other has, here or in another database, and that is the same each time it is asked for. */
export function keyOf(
  episode: Pick<Episode, 'kind' | 'key' | 'opened_at'>,
  ...task: readonly string[]
): string {
  const { kind, key, opened_at } = episode;
  return createHash('sha256')
    .update(canonical([kind, key, opened_at, ...task]))
    .digest('hex')
    .slice(0, 32);
}
