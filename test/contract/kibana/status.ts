import { type Call, ok, type Route } from './call.ts';

/** Whoever may not sign in learns whether the server is well, and nothing else. */
export const hidden = ok({ status: { overall: { level: 'available' } } });

export const statusRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/api/status',
    handle: ({ profile }: Call) =>
      ok({
        name: 'contract',
        uuid: '5b2de169-2785-441b-ae8c-186a1936b17d',
        version: { number: profile.number, build_hash: 'abc', build_number: 1, build_snapshot: false },
        status: { overall: { level: 'available', summary: 'All services are available' } },
      }),
  },
];
