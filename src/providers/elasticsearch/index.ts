import type { Provider } from '../../model/provider.ts';
import type { ElasticsearchApi } from './api.ts';
import { componentTemplates } from './component-templates.ts';

/** Every kind of resource of Elasticsearch, in the order in which they need one another. */
export function elasticsearchProviders(api: ElasticsearchApi): readonly Provider[] {
  return [
    componentTemplates(api),
    // Each takes its own kind of spec; a plan hands every resource to the provider of its kind.
  ] as unknown as readonly Provider[];
}
