import type { Provider } from '../../model/provider.ts';
import type { KibanaApi } from './api.ts';
import { kibanaDashboards } from './kibana-dashboards.ts';
import { roles } from './roles.ts';
import { savedObjects } from './saved-objects.ts';
import { spaces } from './spaces.ts';

/** Every kind of resource of Kibana that its version has, in the order in which they need one another. */
export function kibanaProviders(api: KibanaApi): readonly Provider[] {
  return [
    spaces(api),
    roles(api),
    savedObjects(api),
    ...(api.can.dashboardsApi ? [kibanaDashboards(api)] : []),
    // Each takes its own kind of spec; a plan hands every resource to the provider of its kind.
  ] as unknown as readonly Provider[];
}
