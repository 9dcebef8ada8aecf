import type { Effect } from '../../../alerts/responses.ts';
import { canonical } from '../canonical.ts';
import type { Carrier } from '../carrier.ts';
import { type Address, connect } from '../http.ts';

/** Empties caches of the framework: PUT of `/v1/cache-purges/<key>`, so that a second request is the same purge. */
export function purge({ caches }: Extract<Effect, { via: 'purge' }>, address: Address): Carrier {
  const send = connect(address);
  const path = (key: string) => `/v1/cache-purges/${key}`;
  return {
    target: () => 'control caches',
    sketch: ({ key }) => `PUT ${address.base}${path(key)} ${canonical({ caches })}`,
    changes: true,
    async act({ key }) {
      const headers = { 'Idempotency-Key': key };
      await send({ method: 'PUT', path: path(key), headers, body: { caches } }, [200, 201, 202, 204]);
      return { changed: true, note: `purged ${caches.join(', ')}` };
    },
  };
}
