import { elasticResources } from '../../compile/elastic-resources.ts';
import type { Project } from '../../model/project.ts';
import type { Target } from '../../model/target.ts';
import { elasticsearchApi } from '../../providers/elasticsearch/api.ts';
import { elasticsearchProviders } from '../../providers/elasticsearch/index.ts';
import { inventoryStore } from '../../providers/elasticsearch/inventory.ts';
import { accessTo } from './access.ts';
import type { Part } from './part.ts';
import type { Surroundings } from './targets.ts';

/** Connects to a target's Elasticsearch and Kibana and reads what is ours there. */
export async function openElastic(
  surroundings: Surroundings,
  project: Project,
  target: Target,
  { elasticsearch }: NonNullable<Target['elastic']>,
): Promise<Part> {
  const api = await elasticsearchApi(accessTo(elasticsearch, target, surroundings));
  const owner = (target.folder ?? project.folder).uid;
  const store = inventoryStore(api, owner);
  const inventory = await store.read();
  const url = api.rest.address.base;
  const desired = elasticResources(project, {
    kibana: false,
    dashboardsApi: false,
    ours: Object.keys(inventory?.inventory.entries ?? {}),
  });
  return {
    name: 'elastic',
    headline: `Elasticsearch ${api.version}, ${url}`,
    server: { elasticsearch: { url, version: api.version } },
    identity: url,
    providers: elasticsearchProviders(api),
    desired,
    store,
    inventory,
    concurrency: elasticsearch.concurrency ?? 8,
    secret: () => undefined,
    now: async () => (await api.rest.get('/')).at ?? new Date().toISOString(),
  };
}
