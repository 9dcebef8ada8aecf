import { z } from 'zod';
import type { KibanaDashboardSpec } from '../../model/elastic-resource.ts';
import { isJson, type Json } from '../../model/json.ts';
import type { Provider } from '../../model/provider.ts';
import { contains } from '../contains.ts';
import { eachById, removed } from '../one-by-one.ts';
import { type KibanaApi, read } from './api.ts';

const stored = z.object({
  data: z.record(z.string(), z.unknown()),
  meta: z
    .object({
      version: z.union([z.string(), z.number()]).optional(),
      updated_at: z.string().optional(),
    })
    .default({}),
});

/**
 * Dashboards of Kibana through the API that 9.4 and later have. Its server fills in what a definition leaves out, so it is told apart
 * from an edit by when it was last saved.
 */
export function kibanaDashboards({ rest, inSpace }: KibanaApi): Provider<KibanaDashboardSpec> {
  const path = (id: string): string => inSpace(`/api/dashboards/${encodeURIComponent(id)}`);
  return {
    kind: 'kibana-dashboard',
    locks: false,
    observe: eachById(async (id) => {
      const reply = await rest.find(path(id));
      if (!reply) return undefined;
      const { data, meta } = read(stored, reply.body, rest.address.base);
      const revision = meta.updated_at ?? meta.version;
      return {
        spec: normalize({ id, data }),
        ...(revision !== undefined && { revision: String(revision) }),
        ...(meta.updated_at && { edited: { at: meta.updated_at } }),
      };
    }),
    normalize,
    fulfils: contains,
    async put({ resource: { id, spec } }) {
      // Updates what is there and creates what is not.
      await rest.write('PUT', path(id), spec.data);
      return undefined;
    },
    remove: (id) => removed(rest, path(id)),
  };
}

/** Without what is empty: 9.5 tells it, 9.4 does not. Who may see it is decided in Kibana. */
const normalize = ({
  id,
  data: { access_control: _, ...data },
}: KibanaDashboardSpec): KibanaDashboardSpec => ({
  id,
  data: said(data) as Json,
});

function said(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(said);
  if (!isJson(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => {
      const inside = said(member);
      return isEmpty(inside) ? [] : [[key, inside] as const];
    }),
  );
}

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === false ||
  value === '' ||
  (typeof value === 'object' && Object.keys(value).length === 0);
