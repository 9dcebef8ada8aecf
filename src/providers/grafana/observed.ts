import type { Observed, Provider } from '../../model/provider.ts';
import { ServerError } from '../../model/server-error.ts';
import type { Rest } from '../rest.ts';

/** Who wrote something last, as far as it is told. */
export function stamp(by: string | undefined, at: string | undefined): Pick<Observed, 'edited'> {
  // Grafana calls an account that is gone, or itself, Anonymous.
  const known = by && by !== 'Anonymous' ? { by } : {};
  return by || at ? { edited: { ...known, ...(at && { at }) } } : {};
}

/**
 * What may not be read is neither there nor absent: it is somebody else's, until the account may read it. Grafana answers so
 * for what is missing, too, where the account has no right to know.
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

/** A state as Grafana counts it, of a thing that may be deleted and made anew under the same uid. */
export const counted = (id: unknown, version: unknown): string => `${id ?? ''}@${version ?? 0}`;

/** The number of the thing in a revision, if it has one. */
export const numberIn = (revision = ''): number | undefined => {
  const number = Number(revision.slice(0, revision.lastIndexOf('@')));
  return Number.isInteger(number) && number > 0 ? number : undefined;
};

/** Deletes what may be gone already. */
export async function removed(rest: Rest, path: string): Promise<void> {
  try {
    await rest.write('DELETE', path);
  } catch (error) {
    if (!(error instanceof ServerError) || error.fault !== 'missing') throw error;
  }
}

/** The count in a revision. */
export const versionIn = (revision = ''): number => Number(revision.slice(revision.lastIndexOf('@') + 1));
