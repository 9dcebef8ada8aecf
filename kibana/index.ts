import type { KibanaContent } from '#lib';
import { errorAnalysis } from './error-analysis.ts';
import { frameworkOperations } from './framework-operations.ts';
import { performanceTrends } from './performance-trends.ts';
import { searches } from './searches.ts';
import { userActivity } from './user-activity.ts';
import { views } from './views.ts';

/** Everything that Kibana shows. */
export const kibanaContent: KibanaContent = {
  views,
  searches,
  dashboards: [frameworkOperations, errorAnalysis, performanceTrends, userActivity],
};
