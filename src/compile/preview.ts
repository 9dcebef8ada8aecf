import { createHash } from 'node:crypto';
import type { DashboardSpec } from '../model/resource.ts';
import { type Resource, refOf } from '../model/resource.ts';

/** A place of its own on a server, where a branch shows its dashboards without touching those that are in use. */
export interface Preview {
  readonly branch: string;
  readonly folder: { readonly uid: string; readonly title: string; readonly parentUid?: string };
  /** Owner of its inventory. */
  readonly owner: string;
}

/** The preview of a branch. The same branch has the same place every time. */
export function previewOf(branch: string, project: string, parentUid?: string): Preview {
  return {
    branch,
    owner: `${project}@${branch}`,
    folder: {
      uid: `preview-${short(`${project}@${branch}`)}`,
      title: `Preview: ${branch}`,
      ...(parentUid && { parentUid }),
    },
  };
}

/** Copies of dashboards in the folder of a preview, and the folder. Links between them stay inside the preview. */
export function previewResources(
  preview: Preview,
  dashboards: readonly Resource<string, DashboardSpec>[],
): readonly Resource[] {
  const { branch, folder } = preview;
  const uids = new Map(dashboards.map(({ id }) => [id, previewUid(preview, id)]));
  return [
    { kind: 'folder', id: folder.uid, spec: folder },
    ...dashboards.map(({ id, spec }) => {
      const { title, tags = [], ...rest } = relinked(spec.dashboard, uids) as Record<string, unknown>;
      return {
        kind: 'dashboard',
        id: uids.get(id) as string,
        needs: [refOf({ kind: 'folder', id: folder.uid })],
        spec: {
          folderUid: folder.uid,
          dashboard: {
            ...rest,
            uid: uids.get(id),
            title: `[${branch}] ${title}`,
            // A tag of its own instead of the family's, whose menus would list the copy beside the original.
            tags: ['sightline-preview', ...(tags as string[]).slice(1)],
          },
        },
      };
    }),
  ];
}

/** At most 40 characters, different for each pair of branch and dashboard. */
function previewUid({ owner }: Preview, uid: string): string {
  const whole = `pv-${short(owner)}-${uid}`;
  return whole.length <= 40 ? whole : `${whole.slice(0, 31)}-${short(uid)}`;
}

const short = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 8);

/** Links to dashboards that are part of the preview lead to their copies. */
function relinked(value: unknown, uids: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string')
    return value.replaceAll(/\/d\/([\w-]+)/g, (link, uid: string) =>
      uids.has(uid) ? `/d/${uids.get(uid)}` : link,
    );
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => relinked(item, uids));
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, relinked(member, uids)]));
}
