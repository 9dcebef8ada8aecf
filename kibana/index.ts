import type { KibanaContent } from '#lib';
import { frameworkOperations } from './framework-operations.ts';
import { searches } from './searches.ts';
import { views } from './views.ts';

/** Everything that Kibana shows. */
export const kibanaContent: KibanaContent = {
  views,
  searches,
  dashboards: [frameworkOperations],
};
