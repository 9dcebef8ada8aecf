import type { Address } from './http.ts';
import type { Patience } from './rest.ts';

/** How to reach a server, credentials resolved. */
export interface Access {
  readonly address: Address;
  /** Value of the Authorization header. */
  readonly authorization: string;
  /** Values that must appear in no message. */
  readonly secrets: readonly string[];
  readonly patience?: Patience;
}
