import { z } from 'zod';
import type { SpaceSpec } from '../../model/elastic-resource.ts';
import { Failure } from '../../model/failure.ts';
import type { Observed, Provider } from '../../model/provider.ts';
import { eachById, removed } from '../one-by-one.ts';
import { type KibanaApi, read } from './api.ts';

const stored = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().optional(),
  color: z.string().optional(),
  disabledFeatures: z.array(z.string()).default([]),
});
const found = z.object({
  total: z.number(),
  saved_objects: z.array(z.object({ type: z.string(), id: z.string() })).default([]),
});

/** Types of what people keep in a space. */
const belongings = ['dashboard', 'visualization', 'lens', 'search', 'index-pattern', 'map', 'tag'];

/** Spaces of Kibana, by id. What its server fills in (initials, a colour) is its own business where no definition says it. */
export function spaces({ rest }: KibanaApi): Provider<SpaceSpec> {
  const all = '/api/spaces/space';
  const path = (id: string): string => `${all}/${encodeURIComponent(id)}`;
  return {
    kind: 'space',
    locks: false,
    observe: eachById(async (id) => {
      const reply = await rest.find(path(id));
      return reply && { spec: plain(read(stored, reply.body, rest.address.base) as SpaceSpec) };
    }),
    normalize,
    async put({ resource: { id, spec }, expected }) {
      if (expected) await rest.write('PUT', path(id), spec);
      else await rest.write('POST', all, spec);
      return undefined;
    },
    async remove(id) {
      const types = belongings.map((type) => `type=${type}`).join('&');
      const reply = await rest.find(
        `/s/${encodeURIComponent(id)}/api/saved_objects/_find?${types}&per_page=1`,
      );
      const held = reply && read(found, reply.body, rest.address.base);
      const [first] = held?.saved_objects ?? [];
      // Kibana deletes a space with all that is in it.
      if (held && held.total > 0)
        throw new Failure(
          `space ${id} is kept: it holds ${first ? `${first.type}/${first.id}` : 'objects'}`,
          {
            why: 'Kibana deletes what is in a space with it, and that is not ours',
            next: 'copy it to another space or delete it there, then deploy with --prune again',
          },
        );
      await removed(rest, path(id));
    },
  };
}

/** A colour that no definition says is the one that the server chose. */
function normalize(spec: SpaceSpec, actual?: Observed<SpaceSpec>): SpaceSpec {
  const color = spec.color ?? actual?.spec?.color;
  return plain({ ...spec, ...(color && { color }) });
}

const plain = ({ id, name, description, color, disabledFeatures = [] }: SpaceSpec): SpaceSpec => ({
  id,
  name,
  ...(description && { description }),
  ...(color && { color: color.toUpperCase() }),
  ...(disabledFeatures.length > 0 && { disabledFeatures: [...disabledFeatures].sort() }),
});
