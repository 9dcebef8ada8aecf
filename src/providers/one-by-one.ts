import type { Observed, Provider } from '../model/provider.ts';
import { ServerError } from '../model/server-error.ts';
import type { Rest } from './rest.ts';

/**
 * What may not be read is neither there nor absent: it is somebody else's, until the account may read it. Some servers
 * answer so for what is missing, too, where the account has no right to know.
 */
export async function unlessForbidden<Spec>(
  observe: () => Promise<Observed<Spec> | undefined>,
): Promise<Observed<Spec> | undefined> {
  try {
    return await observe();
  } catch (error) {
    if (!(error instanceof ServerError) || error.fault !== 'forbidden') throw error;
    return {
      spec: undefined as Spec,
      locked: `this account may not read it${error.detail.why ? ` (${error.detail.why})` : ''}`,
    };
  }
}

/** Observes one thing after the other, as many at a time as the connection allows. */
export const eachById =
  <Spec>(find: (id: string) => Promise<Observed<Spec> | undefined>): Provider<Spec>['observe'] =>
  async (ids, found) => {
    await Promise.all(ids.map(async (id) => found(id, await unlessForbidden(() => find(id)))));
  };

/** Deletes what may be gone already. */
export async function removed(rest: Rest, path: string): Promise<void> {
  try {
    await rest.write('DELETE', path);
  } catch (error) {
    if (!(error instanceof ServerError) || error.fault !== 'missing') throw error;
  }
}
