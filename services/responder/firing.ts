import type { Context } from './context.ts';

/** An incident that is open, and a severity of which it has an alert that fires. */
export interface Firing {
  readonly severity: string;
  /** When the oldest such incident was opened. */
  readonly oldest: number;
}

/**
 * Of each severity the oldest open incident with an alert of it that fires now. An incident that was critical once may stay open for what
 * is left of it: that is nothing to call leadership for. An alert that ended within the time to settle may return, so it counts still.
 */
export function firing(
  { database, clock, settings }: Pick<Context, 'database' | 'clock' | 'settings'>,
  episode?: number,
): readonly Firing[] {
  return database.all<Firing>(
    `select members.severity, min(opened_at) as oldest from episodes join members on episode = id
     where kind = 'incident' and closed_at is null and id = coalesce(?, id) and coalesce(members.ended_at, ?) > ?
     group by members.severity`,
    episode ?? null,
    clock.now(),
    clock.now() - clock.length(settings.RESPONDER_SETTLE),
  );
}
