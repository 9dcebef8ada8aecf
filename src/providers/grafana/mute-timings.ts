import { z } from 'zod';
import type { Provider } from '../../model/provider.ts';
import type { MuteTimingSpec } from '../../model/resource.ts';
import { eachById, removed } from '../one-by-one.ts';
import { type GrafanaApi, read } from './api.ts';
import { alertmanager, heldBy, provisioning } from './provisioning.ts';

const muteTiming = z.object({
  name: z.string(),
  time_intervals: z.array(z.record(z.string(), z.unknown())).nullish(),
  version: z.string().optional(),
  provenance: z.string().optional(),
});

/** Mute timings of Grafana, by name. */
export function muteTimings(api: GrafanaApi): Provider<MuteTimingSpec> {
  const path = (name: string): string => `${provisioning}/mute-timings/${encodeURIComponent(name)}`;
  const find = async (name: string): Promise<z.infer<typeof muteTiming> | undefined> => {
    const reply = await api.rest.find(path(name));
    return reply && read(muteTiming, reply.body, api.rest.address.base);
  };
  return {
    kind: 'mute-timing',
    turn: alertmanager,
    locks: false,
    contends: true,
    observe: eachById(async (id) => {
      const there = await find(id);
      return (
        there && {
          spec: normalize({ name: id, time_intervals: there.time_intervals ?? [] }),
          ...(there.version && { revision: there.version }),
          ...heldBy(there.provenance),
        }
      );
    }),
    normalize,
    async put({ resource: { id, spec }, expected }) {
      const body = { ...spec, ...(expected?.revision && { version: expected.revision }) };
      const reply = expected
        ? await api.rest.write('PUT', path(id), body)
        : await api.rest.write('POST', `${provisioning}/mute-timings`, body);
      return muteTiming.safeParse(reply.body).data?.version;
    },
    remove: (id, { revision }) =>
      removed(api.rest, `${path(id)}${revision ? `?version=${encodeURIComponent(revision)}` : ''}`),
  };
}

/** A field that is empty says as much as one that is absent. */
const normalize = ({ name, time_intervals }: MuteTimingSpec): MuteTimingSpec => ({
  name,
  time_intervals: time_intervals.map((interval) =>
    Object.fromEntries(
      Object.entries(interval).filter(
        ([, value]) => value !== null && value !== '' && !(Array.isArray(value) && value.length === 0),
      ),
    ),
  ),
});
