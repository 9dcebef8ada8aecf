import { z } from 'zod';
import type { Observed, Provider } from '../../model/provider.ts';
import type { LibraryPanelSpec } from '../../model/resource.ts';
import { eachById, removed } from '../one-by-one.ts';
import { type GrafanaApi, read } from './api.ts';
import { counted, stamp, versionIn } from './observed.ts';

const person = z.object({ name: z.string().optional() }).optional();
const element = z.object({
  result: z.object({
    id: z.number().optional(),
    uid: z.string(),
    name: z.string(),
    folderUid: z.string().optional(),
    model: z.record(z.string(), z.unknown()),
    version: z.number(),
    meta: z.object({ updated: z.string().optional(), updatedBy: person }).optional(),
  }),
});

/** A library panel is an element of this kind; the other kind is a variable. */
const panelKind = 1;

/** Library panels of Grafana. */
export function libraryPanels({ rest }: GrafanaApi): Provider<LibraryPanelSpec> {
  const path = (uid: string): string => `/api/library-elements/${encodeURIComponent(uid)}`;
  const observed = async (uid: string): Promise<Observed<LibraryPanelSpec> | undefined> => {
    const reply = await rest.find(path(uid));
    if (!reply) return undefined;
    const { result } = read(element, reply.body, rest.address.base);
    return {
      spec: { uid, name: result.name, folderUid: result.folderUid ?? '', model: ownFields(result.model) },
      revision: counted(result.id, result.version),
      ...stamp(result.meta?.updatedBy?.name, result.meta?.updated),
    };
  };
  return {
    kind: 'library-panel',
    locks: true,
    observe: eachById(observed),
    normalize: (spec) => ({ ...spec, model: ownFields(spec.model) }),
    async put({ resource: { id: uid, spec }, expected }) {
      const { name, folderUid, model } = spec;
      const body = { name, folderUid, model: ownFields(model), kind: panelKind };
      const reply = expected
        ? await rest.write('PATCH', path(uid), { ...body, version: versionIn(expected.revision) })
        : await rest.write('POST', '/api/library-elements', { uid, ...body });
      const { result } = read(element, reply.body, rest.address.base);
      return counted(result.id, result.version);
    },
    remove: (uid) => removed(rest, path(uid)),
  };
}

/** What the server writes into a model by itself is left out. */
function ownFields({ libraryPanel, ...model }: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return model;
}
