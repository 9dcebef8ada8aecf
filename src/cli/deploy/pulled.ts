import { refOf } from '../../model/resource.ts';
import { holds, type Part } from './part.ts';

/** Where dashboards may be, and the compiled file that each belongs to. */
const places = [
  {
    kind: 'dashboard',
    id: (uid: string) => uid,
    path: (uid: string) => `grafana-provisioning/dashboards/${uid}.json`,
    content: (spec: unknown) => (spec as { readonly dashboard: unknown }).dashboard,
  },
  {
    kind: 'saved-object',
    id: (uid: string) => `dashboard/${uid}`,
    path: (uid: string) => `generated/kibana/dashboard/${uid}.json`,
    // Texts inside it are taken apart, so that a patch has lines to show.
    content: (spec: unknown) => spec,
  },
  {
    kind: 'kibana-dashboard',
    id: (uid: string) => uid,
    path: (uid: string) => `generated/kibana/kibana-dashboard/${uid}.json`,
    content: (spec: unknown) => (spec as { readonly data: unknown }).data,
  },
] as const;

/** A dashboard that can be brought home from a server. */
export interface Pulled {
  readonly part: Part;
  readonly kind: (typeof places)[number]['kind'];
  readonly id: string;
  /** The file that a patch of it names. */
  readonly path: string;
  /** What of its spec that file holds. */
  content(spec: unknown): unknown;
}

/** The dashboard of an id, whichever server it is on: one that is defined, or was and is still ours. */
export function pulled(parts: readonly Part[], uid: string): Pulled | undefined {
  for (const { kind, id, path, content } of places)
    for (const part of parts) {
      const ref = refOf({ kind, id: id(uid) });
      const isKnown =
        part.desired.some((one) => refOf(one) === ref) ||
        part.inventory?.inventory.entries[ref] !== undefined;
      if (isKnown && holds(part, kind)) return { part, kind, id: id(uid), path: path(uid), content };
    }
  return undefined;
}

/** Ids of all dashboards that are defined. */
export const pullable = (parts: readonly Part[]): readonly string[] =>
  parts.flatMap(({ desired }) =>
    desired.flatMap(({ kind, id }) =>
      kind === 'dashboard' || kind === 'kibana-dashboard'
        ? [id]
        : kind === 'saved-object' && id.startsWith('dashboard/')
          ? [id.slice('dashboard/'.length)]
          : [],
    ),
  );
