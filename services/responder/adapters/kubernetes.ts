import { z } from 'zod';
import type { Effect } from '../../../alerts/responses.ts';
import type { Carrier } from '../carrier.ts';
import { type Address, connect, jsonOf, TargetError, unexpected } from '../http.ts';

const scaleSchema = z.object({
  metadata: z.object({ resourceVersion: z.string() }),
  spec: z.object({ replicas: z.int().min(0).default(0) }),
});
const kept = z.object({ before: z.int(), wanted: z.int(), version: z.string() });

/**
 * The scale of a Deployment. It counts up from what it finds, so what it found is written down first: after a crash, as many as
 * there were means that nothing was done, as many as wanted that it was, and any other number is somebody else's.
 */
export function kubernetes(effect: Extract<Effect, { via: 'scale' }>, address: Address): Carrier {
  const send = connect(address);
  const { namespace, deployment, add, most } = effect;
  const path = `/apis/apps/v1/namespaces/${namespace}/deployments/${deployment}/scale`;
  const look = async () => {
    const answer = await send({ method: 'GET', path }, [200]);
    const read = scaleSchema.safeParse(jsonOf(answer.text));
    if (!read.success) throw unexpected(`${address.base}${path}`, 'Scale');
    return { replicas: read.data.spec.replicas, version: read.data.metadata.resourceVersion };
  };
  const patch = async (replicas: number, resourceVersion: string) => {
    const headers = { 'Content-Type': 'application/merge-patch+json' };
    const body = { metadata: { resourceVersion }, spec: { replicas } };
    const { status } = await send({ method: 'PATCH', path, headers, body }, [200, 409]);
    if (status === 409)
      throw new TargetError(`${deployment} was changed by somebody else meanwhile`, {
        again: true,
        done: 'no',
        stale: true,
      });
  };
  return {
    target: () => `deployment ${namespace}/${deployment}`,
    sketch: () => `PATCH ${address.base}${path} {"spec":{"replicas":+${add}, at most ${most}}}`,
    changes: true,
    async prepare() {
      const { replicas, version } = await look();
      // One that was scaled beyond the most by hand is not scaled down.
      return { before: replicas, wanted: Math.max(replicas, Math.min(most, replicas + add)), version };
    },
    async act({ unsure }, intent) {
      const { before, wanted, version } = kept.parse(intent);
      if (wanted === before) return { changed: false, note: `${deployment} has ${before} pods, the most` };
      const now = unsure ? await look() : { replicas: before, version };
      if (now.replicas === wanted)
        return { changed: true, note: `${deployment} had been scaled to ${wanted}` };
      if (now.replicas !== before)
        return { changed: false, note: `${deployment} was scaled to ${now.replicas} by somebody else` };
      await patch(wanted, now.version);
      return { changed: true, note: `${deployment} scaled from ${before} to ${wanted}` };
    },
    async undo(_, intent) {
      const { before, wanted } = kept.parse(intent);
      const now = await look();
      if (now.replicas !== wanted)
        return {
          changed: false,
          note: `${deployment} has ${now.replicas} pods, not the ${wanted} it was given`,
        };
      await patch(before, now.version);
      return { changed: true, note: `${deployment} scaled back to ${before}` };
    },
  };
}
