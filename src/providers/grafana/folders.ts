import { z } from 'zod';
import { Failure } from '../../model/failure.ts';
import type { Observed, Provider } from '../../model/provider.ts';
import type { FolderSpec } from '../../model/resource.ts';
import { ServerError } from '../../model/server-error.ts';
import { eachById, removed } from '../one-by-one.ts';
import { type GrafanaApi, read } from './api.ts';
import { inventoryUid } from './inventory.ts';
import { counted, stamp, versionIn } from './observed.ts';

const folder = z.object({
  id: z.number().optional(),
  uid: z.string(),
  title: z.string(),
  version: z.number().optional(),
  parentUid: z.string().optional(),
  /** The same in 9.4. */
  parent_uid: z.string().optional(),
  canSave: z.boolean().optional(),
  updatedBy: z.string().optional(),
  updated: z.string().optional(),
  managedBy: z.string().optional(),
});
const hits = z.array(z.object({ uid: z.string(), folderUid: z.string().optional() }));

const revisionOf = ({ id, version }: z.infer<typeof folder>): string => counted(id, version);

const place = z.object({ meta: z.object({ folderUid: z.string().optional() }) });
const uids = z.array(z.object({ uid: z.string() }));
const library = z.object({
  result: z.object({ elements: z.array(z.object({ uid: z.string(), folderUid: z.string().optional() })) }),
});

/** Folders of Grafana, and an owner's inventory in one of them. They are known by uid: titles need not be unique everywhere. */
export function folders({ rest, can }: GrafanaApi, owner: string): Provider<FolderSpec> {
  /** It goes with the folder that it is in. */
  const inventory = inventoryUid(owner);
  const path = (uid: string): string => `/api/folders/${encodeURIComponent(uid)}`;
  const find = async (uid: string): Promise<z.infer<typeof folder> | undefined> => {
    const reply = await rest.find(path(uid));
    return reply && read(folder, reply.body, rest.address.base);
  };
  const observed = async (uid: string): Promise<Observed<FolderSpec> | undefined> => {
    const found = await find(uid);
    if (!found) return undefined;
    const parentUid = found.parentUid || found.parent_uid;
    return {
      spec: { uid, title: found.title, ...(parentUid && { parentUid }) },
      revision: revisionOf(found),
      ...stamp(found.updatedBy, found.updated),
      ...(found.managedBy && { locked: `managed by ${found.managedBy}` }),
      ...(found.canSave === false && { locked: 'this account may not change it' }),
    };
  };
  return {
    kind: 'folder',
    // Two folders at once have been seen to be refused although they were made.
    turn: 'folders',
    // A move takes no count of states, and newer servers ignore that of a title.
    locks: false,
    observe: eachById(observed),
    normalize: (spec) => spec,
    halfway: (spec, before) => [{ ...before, title: spec.title }],
    async put({ resource, expected }) {
      const { uid, title, parentUid } = resource.spec;
      if (parentUid && !can.nestedFolders)
        throw new Failure(`folder ${uid}: this Grafana has no folders inside folders`, {
          next: 'leave parentUid out in platform/targets.ts, or upgrade Grafana to 11',
        });
      if (!expected) {
        const reply = await rest.write('POST', '/api/folders', {
          uid,
          title,
          ...(parentUid && { parentUid }),
        });
        return revisionOf(read(folder, reply.body, rest.address.base));
      }
      if (expected.spec.title !== title)
        await rest.write('PUT', path(uid), { title, version: versionIn(expected.revision) });
      if ((expected.spec.parentUid ?? '') !== (parentUid ?? ''))
        await rest.write('POST', `${path(uid)}/move`, { parentUid: parentUid ?? '' });
      return undefined;
    },
    async remove(uid) {
      const inside = await contents(uid);
      if (inside)
        throw new ServerError(
          `folder ${uid} is kept`,
          'invalid',
          {
            why: `it holds ${inside}, which would be deleted with it`,
            next: 'move that elsewhere in Grafana, then deploy with --prune again',
          },
          { happened: 'no' },
        );
      const kept = await rest.find(`/api/dashboards/uid/${inventory}`);
      if (kept && read(place, kept.body, rest.address.base).meta.folderUid === uid)
        await removed(rest, `/api/dashboards/uid/${inventory}`);
      await removed(rest, path(uid));
    },
  };

  /** What a folder holds that is not ours to delete, in words. The server deletes dashboards with their folder without asking. */
  async function contents(uid: string): Promise<string | undefined> {
    const base = rest.address.base;
    const filter: Record<string, string> = can.searchesByFolderUid
      ? { folderUIDs: uid }
      : { folderIds: String((await find(uid))?.id ?? '') };
    const dashboards = read(
      hits,
      (await rest.get('/api/search', { ...filter, type: 'dash-db', limit: '1000' })).body,
      base,
    );
    // Not every version knows every filter.
    for (const hit of dashboards.filter(
      ({ folderUid, uid: found }) => folderUid === uid && found !== inventory,
    )) {
      // The index may lag behind what was deleted a moment ago.
      if (await rest.find(`/api/dashboards/uid/${encodeURIComponent(hit.uid)}`))
        return `the dashboard ${hit.uid}`;
    }
    if (can.nestedFolders) {
      const folders = read(uids, (await rest.get('/api/folders', { parentUid: uid })).body, base);
      for (const inner of folders) if (await find(inner.uid)) return `the folder ${inner.uid}`;
    }
    const found = (await rest.get('/api/library-elements', { folderFilterUIDs: uid, perPage: '1000' })).body;
    const elements = read(library, found, base);
    const element = elements.result.elements.find(({ folderUid }) => folderUid === uid);
    return element && `the library panel ${element.uid}`;
  }
}
