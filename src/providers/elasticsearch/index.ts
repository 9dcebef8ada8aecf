import type { Provider } from '../../model/provider.ts';
import type { ElasticsearchApi } from './api.ts';
import { componentTemplates } from './component-templates.ts';
import { indexTemplates } from './index-templates.ts';
import { ingestPipelines } from './ingest-pipelines.ts';
import { lifecyclePolicies } from './lifecycle-policies.ts';
import { snapshotPolicies } from './snapshot-policies.ts';
import { snapshotRepositories } from './snapshot-repositories.ts';

/** Every kind of resource of Elasticsearch, in the order in which they need one another. */
export function elasticsearchProviders(api: ElasticsearchApi): readonly Provider[] {
  return [
    snapshotRepositories(api),
    snapshotPolicies(api),
    lifecyclePolicies(api),
    ingestPipelines(api),
    componentTemplates(api),
    indexTemplates(api),
    // Each takes its own kind of spec; a plan hands every resource to the provider of its kind.
  ] as unknown as readonly Provider[];
}
