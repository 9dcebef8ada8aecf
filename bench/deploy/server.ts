import { startGrafana } from '../../test/contract/grafana/grafana.ts';

// The contract server in a process of its own: what a client costs is the client's alone. Asked, it says how many requests of
// each method came since it was asked last.

/** How to reach the server. */
export interface Reachable {
  readonly url: string;
  readonly token: string;
}

/** Requests by method. */
export type Requests = Readonly<Record<string, number>>;

const grafana = await startGrafana({ version: '12', logBodies: false });
let seen = 0;
process.on('message', () => {
  const counts: Record<string, number> = {};
  for (const { method } of grafana.log.slice(seen)) counts[method] = (counts[method] ?? 0) + 1;
  seen = grafana.log.length;
  process.send?.(counts satisfies Requests);
});
process.on('disconnect', () => process.exit());
const { url, token } = grafana;
process.send?.({ url, token } satisfies Reachable);
