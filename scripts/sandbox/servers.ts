import { exitCode, Failure } from '../../src/model/failure.ts';
import { type Elasticsearch, startElasticsearch } from '../../test/contract/elasticsearch/elasticsearch.ts';
import {
  type Version as ClusterVersion,
  versions as clusterVersions,
} from '../../test/contract/elasticsearch/profile.ts';
import { type Grafana, type GrafanaOptions, startGrafana } from '../../test/contract/grafana/grafana.ts';
import { type Version, versions } from '../../test/contract/grafana/profile.ts';
import { type Kibana, startKibana } from '../../test/contract/kibana/kibana.ts';
import {
  type Version as KibanaVersion,
  versions as kibanaVersions,
} from '../../test/contract/kibana/profile.ts';
import type { Kept } from './kept-state.ts';

/** The stand-ins of a sandbox, running. */
export interface Servers {
  readonly grafana: Grafana;
  readonly elasticsearch: Elasticsearch;
  readonly kibana: Kibana;
}

/** Which releases a sandbox plays, and how. `port` is Grafana's; the others take free ones. */
export interface Play extends Omit<GrafanaOptions, 'store' | 'version'> {
  readonly grafana: Version;
  readonly elasticsearch: ClusterVersion;
  readonly kibana: KibanaVersion;
}

/** The releases that the command line names. */
export const releases = {
  grafana: (text = '12') => among('Grafana', versions, text),
  elasticsearch: (text = '9.5') => among('Elasticsearch', clusterVersions, text),
  kibana: (text = '9.5') => among('Kibana', kibanaVersions, text),
};

function among<Name extends string>(server: string, known: readonly Name[], text: string): Name {
  const found = known.find((one) => one === text);
  if (found) return found;
  throw new Failure(`"${text}" is no release of ${server} that the sandbox can play`, {
    why: `it knows ${known.join(', ')}`,
    next: `npm run sandbox -- --${server.toLowerCase()} ${known.at(-1)}`,
    exit: exitCode.usage,
  });
}

/** Starts all of them, with what an earlier sandbox kept. */
export async function startServers(
  { grafana, elasticsearch, kibana, ...options }: Play,
  kept: Kept | undefined,
): Promise<Servers> {
  const latency = { latencyMs: options.latencyMs ?? 0 };
  const first = await startGrafana({
    ...options,
    version: grafana,
    ...(kept && { store: kept.grafana }),
  }).catch(portIsTaken);
  return {
    grafana: first,
    elasticsearch: await startElasticsearch({
      version: elasticsearch,
      ...latency,
      ...(kept && { store: kept.elasticsearch }),
    }),
    kibana: await startKibana({ version: kibana, ...latency, ...(kept && { store: kept.kibana }) }),
  };
}

function portIsTaken(error: NodeJS.ErrnoException & { readonly port?: number }): never {
  if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error;
  throw new Failure(`port ${error.port} cannot be listened on`, {
    why: error.code === 'EACCES' ? 'it is reserved for root' : 'another program has it',
    next: 'npm run sandbox, without --port, takes a free one',
  });
}
