import { z } from 'zod';
import type { Effect, Json } from '../../../alerts/responses.ts';
import { canonical } from '../canonical.ts';
import type { Carrier } from '../carrier.ts';
import { type Address, connect, jsonOf, TargetError, unexpected } from '../http.ts';

const found = z.object({ state: z.json() });
const kept = z.object({ before: z.json(), etag: z.string().optional() });

/**
 * A switch of the framework: GET and PUT of `/v1/controls/<name>`, whose body is `{"state": ...}`. To put a state twice is to put
 * it once. An ETag, when the framework sends one, keeps us from overwriting what somebody else put in between.
 */
export function control(effect: Extract<Effect, { via: 'control' }>, address: Address): Carrier {
  const send = connect(address);
  const path = `/v1/controls/${effect.control}`;
  const wanted = canonical(effect.state);
  const look = async () => {
    const answer = await send({ method: 'GET', path }, [200]);
    const read = found.safeParse(jsonOf(answer.text));
    if (!read.success) throw unexpected(`${address.base}${path}`, 'state');
    return { state: read.data.state, etag: answer.headers.etag };
  };
  const put = async (state: Json, key: string, etag: string | undefined) => {
    const headers = { 'Idempotency-Key': key, ...(etag && { 'If-Match': etag }) };
    const { status } = await send(
      { method: 'PUT', path, headers, body: { state } },
      [200, 201, 202, 204, 412],
    );
    if (status === 412)
      throw new TargetError(`${effect.control} was changed by somebody else meanwhile`, {
        again: true,
        done: 'no',
        stale: true,
      });
  };
  return {
    target: () => `control ${effect.control}`,
    sketch: () => `PUT ${address.base}${path} ${canonical({ state: effect.state })}`,
    changes: true,
    async prepare() {
      const { state, etag } = await look();
      return { before: state, ...(etag && { etag }) };
    },
    async act({ key, unsure }, intent) {
      const { before, etag } = kept.parse(intent);
      if (canonical(before) === wanted) return { changed: false, note: `${effect.control} was so already` };
      if (unsure && canonical((await look()).state) === wanted)
        return { changed: true, note: `${effect.control} had been set by an earlier request` };
      await put(effect.state, key, etag);
      return { changed: true, note: `${effect.control} set to ${wanted}` };
    },
    async undo({ key }, intent) {
      const { before } = kept.parse(intent);
      const now = await look();
      if (canonical(now.state) === canonical(before))
        return { changed: false, note: `${effect.control} was back already` };
      if (canonical(now.state) !== wanted)
        return { changed: false, note: `${effect.control} was changed by somebody else since` };
      await put(before, key, now.etag);
      return { changed: true, note: `${effect.control} set back to ${canonical(before)}` };
    },
  };
}
