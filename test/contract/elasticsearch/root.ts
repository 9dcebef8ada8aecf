import { ok, type Route } from './call.ts';

/** What a cluster says of itself. */
export const rootRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/',
    handle: ({ profile }) =>
      ok({
        name: 'node-1',
        cluster_name: 'contract',
        cluster_uuid: 'Wq1NqGn0SkeKk2Xn0aQAzA',
        version: { number: profile.number, build_flavor: 'default' },
        tagline: 'You Know, for Search',
      }),
  },
  {
    method: 'GET',
    path: '/_cluster/health',
    handle: ({ store }) =>
      ok({
        cluster_name: 'contract',
        status: store.health,
        timed_out: false,
        unassigned_shards: store.health === 'green' ? 0 : 3,
      }),
  },
];
