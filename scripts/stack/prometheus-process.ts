import { createServer } from 'node:net';
import { Failure } from '../../src/model/failure.ts';
import { type PrometheusApi, prometheusApi } from '../../src/providers/prometheus.ts';
import { type RunningServer, startServer } from './server-process.ts';

/** A Prometheus server that this process started. */
export interface RunningPrometheus extends RunningServer {
  readonly url: string;
  readonly api: PrometheusApi;
}

/** What a Prometheus is started with. */
export interface PrometheusSpec {
  readonly config: string;
  readonly data: string;
  readonly port: number;
  readonly flags: readonly string[];
  /** Gives the start up. */
  readonly signal?: AbortSignal;
}

/** Starts a Prometheus on loopback and waits until it answers. */
export async function startPrometheus(spec: PrometheusSpec): Promise<RunningPrometheus> {
  const address = `127.0.0.1:${spec.port}`;
  const url = `http://${address}`;
  const api = prometheusApi(url);
  const server = await startServer({
    name: 'Prometheus',
    command: [
      'prometheus',
      `--config.file=${spec.config}`,
      `--storage.tsdb.path=${spec.data}`,
      `--web.listen-address=${address}`,
      ...spec.flags,
      '--log.level=warn',
    ],
    isReady: () => api.isReady(),
    next: 'promtool check config generated/prometheus/prometheus.yml',
    ...(spec.signal && { signal: spec.signal }),
  });
  return { url, api, ...server };
}

/** A port that is kept from others until `release`. */
export interface ClaimedPort {
  readonly port: number;
  release(): Promise<void>;
}

/** Claims a port: the wanted one, or any free one for 0. One that is taken is a Failure. */
export function claimPort(wanted: number, whose: string): Promise<ClaimedPort> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new Failure(`port ${wanted} is in use`, {
          why:
            error.code === 'EACCES'
              ? 'it may not be used without privileges'
              : `${whose} wants to listen on it`,
          next: 'npm start -- --free-ports, which takes any ports that are free',
        }),
      ),
    );
    probe.listen(wanted, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      resolve({ port, release: () => new Promise((done) => probe.close(() => done())) });
    });
  });
}
