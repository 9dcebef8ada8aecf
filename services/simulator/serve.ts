import type { ownJobs } from '../../catalog/index.ts';
import { type Endpoint, listen, type Metrics } from '../instrumentation/index.ts';

/** Name of an endpoint that is simulated. */
export type OwnJob = (typeof ownJobs)[number]['name'];

/** A port for each endpoint; 0 takes any that is free. */
export type Ports = Readonly<Partial<Record<OwnJob, number>>>;

/** Where the endpoints are in production. */
export const defaultPorts: Readonly<Record<OwnJob, number>> = {
  'claude-framework': 8080,
  'github-integration': 8081,
  'claude-framework-ops': 9800,
};

/** Endpoints that are being served. */
export interface Serving {
  /** By job: the port that was bound, and the address to scrape. */
  readonly endpoints: Readonly<Record<OwnJob, Endpoint>>;
  close(): Promise<void>;
}

/** Serves each registry on its own port. When one cannot be had, those already taken are given back. */
export async function serve(
  registries: ReadonlyMap<OwnJob, Metrics>,
  ports: Ports,
  host?: string,
): Promise<Serving> {
  const endpoints = new Map<OwnJob, Endpoint>();
  const close = async (): Promise<void> => {
    await Promise.all([...endpoints.values()].map((endpoint) => endpoint.close()));
  };
  try {
    for (const [job, metrics] of registries) {
      const port = ports[job] ?? defaultPorts[job];
      endpoints.set(job, await listen(metrics, { port, ...(host && { host }) }));
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { endpoints: Object.fromEntries(endpoints) as Serving['endpoints'], close };
}
