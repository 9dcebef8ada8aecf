import type { Audit } from './audit.ts';
import type { Clock } from './clock.ts';
import type { Database } from './database.ts';
import type { Registry } from './registry.ts';
import type { Settings } from './settings.ts';

/** What every part of a responder works with. */
export interface Context {
  readonly database: Database;
  readonly audit: Audit;
  readonly clock: Clock;
  readonly registry: Registry;
  readonly settings: Settings;
  /** Milliseconds for which the condition of an alert has held when it begins to fire; `undefined` for one that nobody declared. */
  readonly holdOf: (alertname: string) => number | undefined;
}
