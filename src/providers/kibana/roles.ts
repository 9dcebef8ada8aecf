import type { RoleSpec } from '../../model/elastic-resource.ts';
import { canonical, isJson, type Json } from '../../model/json.ts';
import type { Provider } from '../../model/provider.ts';
import { eachById, removed } from '../one-by-one.ts';
import type { KibanaApi } from './api.ts';

/** Roles, through Kibana, whose API knows both what a role may do with indices and what it may do in spaces. */
export function roles({ rest }: KibanaApi): Provider<RoleSpec> {
  const path = (name: string): string => `/api/security/role/${encodeURIComponent(name)}`;
  return {
    kind: 'role',
    locks: false,
    observe: eachById(async (name) => {
      const body = (await rest.find(path(name)))?.body;
      if (!isJson(body)) return undefined;
      const { metadata } = body;
      return {
        spec: normalize(body as unknown as RoleSpec),
        ...(isJson(metadata) && metadata._reserved === true && { locked: 'built into Elasticsearch' }),
      };
    }),
    normalize,
    async put({ resource: { id, spec } }) {
      await rest.write('PUT', path(id), spec);
      return undefined;
    },
    remove: (name) => removed(rest, path(name)),
  };
}

/** What a role grants, without what is empty, which is told by some versions only, and with every list in one order: they are sets. */
function normalize({ metadata, elasticsearch, kibana = [], ...rest }: RoleSpec): RoleSpec {
  const { description } = rest as { readonly description?: string };
  const { cluster = [], indices = [], run_as = [], ...remote } = elasticsearch ?? {};
  return {
    ...(description && { description }),
    ...(isJson(metadata) && Object.keys(metadata).length > 0 && { metadata }),
    elasticsearch: {
      ...(granted(remote) as Json),
      cluster: [...cluster].sort(),
      indices: sorted(indices.map((one) => index(one))) as RoleSpec['elasticsearch']['indices'],
      run_as: [...run_as].sort(),
    },
    kibana: sorted(kibana.map((one) => granted({ spaces: ['*'], ...one }))) as readonly Json[],
  };
}

/** All fields and no restricted index is what is meant where nothing is said. */
function index({ field_security: fields, ...rest }: Json): unknown {
  const isAll = isJson(fields) && canonical(granted(fields)) === canonical({ grant: ['*'] });
  return granted({ ...rest, ...(fields !== undefined && !isAll && { field_security: fields }) });
}

/** A value without members that grant nothing. */
function granted(value: unknown): unknown {
  if (Array.isArray(value)) return sorted(value.map(granted));
  if (!isJson(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => {
      const inside = granted(member);
      return isNothing(inside) ? [] : [[key, inside] as const];
    }),
  );
}

const isNothing = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === false ||
  (typeof value === 'object' && Object.keys(value).length === 0);

const sorted = (list: readonly unknown[]): readonly unknown[] =>
  [...list].sort((left, right) => (canonical(left) < canonical(right) ? -1 : 1));
