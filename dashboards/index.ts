import type { Dashboard } from '#lib';
import { developmentMetrics } from './development-metrics.ts';
import { executiveOverview } from './executive-overview.ts';
import { operationsMonitoring } from './operations-monitoring.ts';
import { serviceLevels } from './service-levels.ts';
import { userExperience } from './user-experience.ts';

/** Every dashboard, in the order in which it is shown. */
export const dashboards: readonly Dashboard[] = [
  executiveOverview,
  operationsMonitoring,
  developmentMetrics,
  userExperience,
  serviceLevels,
];
