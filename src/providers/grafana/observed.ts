import type { Observed } from '../../model/provider.ts';

/** Who wrote something last, as far as it is told. */
export function stamp(by: string | undefined, at: string | undefined): Pick<Observed, 'edited'> {
  // Grafana calls an account that is gone, or itself, Anonymous.
  const known = by && by !== 'Anonymous' ? { by } : {};
  return by || at ? { edited: { ...known, ...(at && { at }) } } : {};
}

/** A state as Grafana counts it, of a thing that may be deleted and made anew under the same uid. */
export const counted = (id: unknown, version: unknown): string => `${id ?? ''}@${version ?? 0}`;

/** The number of the thing in a revision, if it has one. */
export const numberIn = (revision = ''): number | undefined => {
  const number = Number(revision.slice(0, revision.lastIndexOf('@')));
  return Number.isInteger(number) && number > 0 ? number : undefined;
};

/** The count in a revision. */
export const versionIn = (revision = ''): number => Number(revision.slice(revision.lastIndexOf('@') + 1));
