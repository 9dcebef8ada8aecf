import { elasticResources, inOrder } from '../../compile/elastic-resources.ts';
import type { Project } from '../../model/project.ts';
import type { Target } from '../../model/target.ts';
import { elasticsearchApi } from '../../providers/elasticsearch/api.ts';
import { elasticsearchProviders } from '../../providers/elasticsearch/index.ts';
import { inventoryStore } from '../../providers/elasticsearch/inventory.ts';
import { elasticsearchWarnings } from '../../providers/elasticsearch/warnings.ts';
import { kibanaApi } from '../../providers/kibana/api.ts';
import { kibanaProviders } from '../../providers/kibana/index.ts';
import { kibanaWarnings } from '../../providers/kibana/warnings.ts';
import { accessTo } from './access.ts';
import type { Part } from './part.ts';
import type { Surroundings } from './targets.ts';

/** Connects to a target's Elasticsearch and Kibana and reads what is ours there: one inventory, kept by Elasticsearch, lists both. */
export async function openElastic(
  surroundings: Surroundings,
  project: Project,
  target: Target,
  { elasticsearch, kibana }: NonNullable<Target['elastic']>,
): Promise<Part> {
  const [cluster, browser] = await Promise.all([
    elasticsearchApi(accessTo(elasticsearch, target, surroundings)),
    kibana &&
      kibanaApi({
        ...accessTo(kibana, target, surroundings),
        ...(kibana.space && { space: kibana.space }),
      }),
  ]);
  const owner = (target.folder ?? project.folder).uid;
  const store = inventoryStore(cluster, owner, browser?.space);
  const inventory = await store.read();
  const desired = elasticResources(project, {
    kibana: browser !== undefined,
    ...(browser?.space && { space: browser.space }),
    ...(kibana?.idSuffix && { idSuffix: kibana.idSuffix }),
    ...(kibana?.addresses && { addresses: kibana.addresses }),
    dashboardsApi: browser?.can.dashboardsApi ?? false,
    ours: Object.keys(inventory?.inventory.entries ?? {}),
  });
  const space = browser?.space ? `, space ${browser.space}` : '';
  const at = { elasticsearch: cluster.rest.address.base, kibana: browser?.rest.address.base };
  return {
    name: 'elastic',
    headline: [
      `Elasticsearch ${cluster.version}, ${at.elasticsearch}`,
      ...(browser ? [`Kibana ${browser.version}, ${at.kibana}${space}`] : []),
    ].join('; '),
    server: {
      elasticsearch: { url: at.elasticsearch, version: cluster.version },
      ...(browser && {
        kibana: {
          url: at.kibana,
          version: browser.version,
          ...(browser.space && { space: browser.space }),
        },
      }),
    },
    identity: [at.elasticsearch, ...(at.kibana ? [`${at.kibana}${space}`] : [])].join(' and '),
    providers: [...elasticsearchProviders(cluster), ...(browser ? kibanaProviders(browser) : [])],
    desired,
    store,
    inventory,
    concurrency: elasticsearch.concurrency ?? 8,
    secret: () => undefined,
    inOrder: (resources) => inOrder(resources, { ...(browser?.space && { space: browser.space }) }),
    warnings: async (plan) => [
      ...(await elasticsearchWarnings(cluster, plan, desired)),
      ...(browser ? await kibanaWarnings(browser, plan, desired) : []),
    ],
    now: async () => (await cluster.rest.get('/')).at ?? new Date().toISOString(),
  };
}
