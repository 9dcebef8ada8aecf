import { z } from 'zod';
import type { Observed, Provider } from '../../model/provider.ts';
import type { DashboardSpec } from '../../model/resource.ts';
import { ServerError } from '../../model/server-error.ts';
import { eachById, removed } from '../one-by-one.ts';
import { type GrafanaApi, read } from './api.ts';
import { counted, numberIn, stamp, versionIn } from './observed.ts';

const stored = z.object({
  dashboard: z.record(z.string(), z.unknown()),
  meta: z.object({
    folderUid: z.string().optional(),
    version: z.number().optional(),
    updatedBy: z.string().optional(),
    updated: z.string().optional(),
    provisioned: z.boolean().optional(),
    provisionedExternalId: z.string().optional(),
    canSave: z.boolean().optional(),
    isFolder: z.boolean().optional(),
    managedBy: z.string().optional(),
  }),
});
const saved = z.object({ id: z.number().optional(), version: z.number() });
const version = z.object({ data: z.record(z.string(), z.unknown()) });

/** Dashboards of Grafana, through the API that 9.4 to 13 all have: it stores the classic schema as it is sent. */
export function dashboards({ rest, can }: GrafanaApi): Provider<DashboardSpec> {
  const path = (uid: string): string => `/api/dashboards/uid/${encodeURIComponent(uid)}`;
  const observed = async (uid: string): Promise<Observed<DashboardSpec> | undefined> => {
    const reply = await find(uid);
    if (!reply) return undefined;
    const { dashboard, meta } = read(stored, reply.body, rest.address.base);
    const locked = meta.provisioned
      ? `provisioned from the file ${meta.provisionedExternalId || 'of another deployment'}`
      : meta.isFolder
        ? 'a folder has this uid'
        : meta.managedBy
          ? `managed by ${meta.managedBy}`
          : meta.canSave === false
            ? 'this account may not change it'
            : undefined;
    return {
      spec: { folderUid: meta.folderUid ?? '', dashboard: withoutServerFields(dashboard) },
      revision: counted(dashboard.id, meta.version ?? dashboard.version),
      ...stamp(meta.updatedBy, meta.updated),
      ...(locked && { locked }),
    };
  };
  const find = async (uid: string): ReturnType<typeof rest.find> => {
    try {
      return await rest.find(path(uid));
    } catch (error) {
      // A dashboard in the schema of 13, which this API does not convert.
      if (!(error instanceof ServerError) || error.answer.status !== 406) throw error;
      return {
        status: 200,
        headers: {},
        body: { dashboard: {}, meta: { managedBy: 'somebody who uses schema v2' } },
      };
    }
  };
  return {
    kind: 'dashboard',
    locks: true,
    observe: eachById(observed),
    normalize: ({ folderUid, dashboard }) => ({ folderUid, dashboard: withoutServerFields(dashboard) }),
    async put({ resource, expected, message }) {
      const { folderUid, dashboard } = resource.spec;
      const reply = await rest.write('POST', '/api/dashboards/db', {
        dashboard: {
          ...withoutServerFields(dashboard),
          uid: resource.id,
          // What is replaced is the lock: a server that has moved on refuses.
          ...(expected && {
            version: versionIn(expected.revision),
            ...(can.locksByNumber && { id: numberIn(expected.revision) }),
          }),
        },
        // Without a folder Grafana would move it to the root.
        folderUid,
        // Newer servers refuse a longer one.
        message: message.slice(0, 500),
        overwrite: false,
      });
      const { id, version } = read(saved, reply.body, rest.address.base);
      return counted(id, version);
    },
    remove: (uid) => removed(rest, path(uid)),
    async past(uid, revision) {
      // An old version may be gone, which some servers tell with a status that looks like a passing fault.
      const reply = await rest
        .get(`${path(uid)}/versions/${versionIn(revision)}`, {}, 1)
        .catch(() => undefined);
      const parsed = version.safeParse(reply?.body);
      if (!parsed.success) return undefined;
      // The history does not tell in which folder it was.
      return { folderUid: '', dashboard: withoutServerFields(parsed.data.data) };
    },
  };
}

/** `id` and `version` are the server's, and `iteration` a browser's; everything else means something, panel ids included. */
function withoutServerFields(dashboard: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { id, version, iteration, ...rest } = dashboard;
  return rest;
}
