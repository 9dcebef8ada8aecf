import type { Json } from '../../alerts/responses.ts';
import type { Episode } from './episode.ts';

/** A task as whoever carries it out sees it. */
export interface Call {
  readonly episode: Episode;
  /** Sent as Idempotency-Key, and as whatever else a target uses to know a request again. */
  readonly key: string;
  /** A request may have arrived before, whose answer is not known: look first. */
  readonly unsure: boolean;
  readonly level: string;
}

/** What came of it. */
export interface Done {
  /** False when the target was already as it should be: then there is nothing to take back either. */
  readonly changed: boolean;
  readonly note: string;
}

/** Carries out one kind of action at one target. Talks; decides nothing. Throws TargetError. */
export interface Carrier {
  /** The thing it works on: also the name of its lock. */
  target(call: Pick<Call, 'episode' | 'level'>): string;
  /** What a dry run would have asked for. */
  sketch(call: Call): string;
  /** Whether it changes a system, and so counts towards cooldown and limit; to tell people does not. */
  readonly changes: boolean;
  /** A second request cannot be told from the first by the target: better none than two. */
  readonly once?: true;
  /** Reads what is there, and says what is to be. */
  prepare?(call: Call): Promise<Json>;
  act(call: Call, intent: Json): Promise<Done>;
  /** Back to what was there, unless somebody else changed it since. */
  undo?(call: Call, intent: Json): Promise<Done>;
}
