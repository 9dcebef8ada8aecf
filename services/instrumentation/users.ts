import { createHmac, randomBytes } from 'node:crypto';

/** What a metric says about a user: nothing, a name that only the key's owner can trace back, or the id itself. */
export type UserMode = 'off' | 'pseudonym' | 'raw';

/** How user ids become label values. */
export interface UserOptions {
  /** Default `pseudonym`: an id in a metric is personal data. */
  readonly mode?: UserMode;
  /**
   * Secret of the pseudonyms. Processes with one key give a user one name; without a key each start makes its own, and
   * names cannot be compared between processes or after a restart.
   */
  readonly key?: string | Uint8Array;
  /** How long a user must have been away, in seconds, before a newcomer may take the place. Default an hour. */
  readonly idle?: number;
  /** The clock, in seconds. */
  readonly now?: () => number;
}

/** Names the users of one label. */
export interface Users {
  /** Label value of a user: `undefined` when users are not named, `null` when there is no room for another one. */
  name(id: string): string | undefined | null;
}

/** `u_` and twelve hexadecimal digits of the HMAC-SHA-256 of an id. */
export function pseudonym(id: string, key: string | Uint8Array): string {
  return `u_${createHmac('sha256', key).update(id).digest('hex').slice(0, 12)}`;
}

/**
 * Gives at most `limit` users a name at a time. The one who was away longest makes room, if that was long enough:
 * without the wait, two hundred and one busy users would push each other's series out forever.
 */
export function createUsers(limit: number, options: UserOptions, leave: (name: string) => void): Users {
  const { mode = 'pseudonym', idle = 3600, now = () => Date.now() / 1000 } = options;
  const key = options.key ?? randomBytes(32);
  // A Map keeps insertion order, so re-inserting on every visit keeps the longest absent user first.
  const present = new Map<string, { readonly name: string; readonly seen: number }>();

  const makeRoom = (clock: number): boolean => {
    const oldest = present.entries().next();
    if (oldest.done || clock - oldest.value[1].seen < idle) return false;
    present.delete(oldest.value[0]);
    leave(oldest.value[1].name);
    return true;
  };

  return {
    name(id) {
      if (mode === 'off') return undefined;
      const clock = now();
      const known = present.get(id);
      if (!known && present.size >= limit && !makeRoom(clock)) return null;
      const name = known?.name ?? (mode === 'raw' ? id : pseudonym(id, key));
      present.delete(id);
      present.set(id, { name, seen: clock });
      return name;
    },
  };
}
