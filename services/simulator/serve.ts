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

/** Where to serve, and which endpoints do not answer at the moment. */
interface Served {
  readonly ports: Ports;
  readonly host?: string;
  isSilent(job: OwnJob): boolean;
}

/** Endpoints that are being served. */
export interface Serving {
  /** By job: the port that was bound, and the address to scrape. */
  readonly endpoints: Readonly<Record<OwnJob, Endpoint>>;
  close(): Promise<void>;
}

/**
 * Serves each registry on its own port. When one cannot be had, those already taken are given back. While a job is silent, its
 * endpoint answers 500: a scrape fails, and the port stays ours.
 */
export async function serve(
  registries: ReadonlyMap<OwnJob, Metrics>,
  { ports, host, isSilent }: Served,
): Promise<Serving> {
  const endpoints = new Map<OwnJob, Endpoint>();
  const close = async (): Promise<void> => {
    await Promise.all([...endpoints.values()].map((endpoint) => endpoint.close()));
  };
  try {
    for (const [job, metrics] of registries) {
      const port = ports[job] ?? defaultPorts[job];
      const exposition = () => (isSilent(job) ? Promise.reject(new Error('silent')) : metrics.exposition());
      endpoints.set(job, await listen({ ...metrics, exposition }, { port, ...(host && { host }) }));
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { endpoints: Object.fromEntries(endpoints) as Serving['endpoints'], close };
}
