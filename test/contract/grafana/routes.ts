import { contactPointRoutes } from './alerting/contact-points.ts';
import { muteTimingRoutes } from './alerting/mute-timings.ts';
import { policyRoutes } from './alerting/policies.ts';
import { ruleGroupRoutes } from './alerting/rule-groups.ts';
import { ruleRoutes } from './alerting/rules.ts';
import { templateRoutes } from './alerting/templates.ts';
import { annotationRoutes } from './annotations.ts';
import type { Route } from './call.ts';
import { dashboardVersionRoutes } from './dashboard-versions.ts';
import { dashboardRoutes } from './dashboards.ts';
import { datasourceRoutes } from './datasources.ts';
import { discoveryRoutes } from './discovery.ts';
import { folderRoutes } from './folders.ts';
import { libraryElementRoutes } from './library-elements.ts';
import { searchRoutes } from './search.ts';

/** Every route. Of two that fit, the first is taken. */
export const routes: readonly Route[] = [
  ...discoveryRoutes,
  ...folderRoutes,
  ...dashboardRoutes,
  ...dashboardVersionRoutes,
  ...searchRoutes,
  ...datasourceRoutes,
  ...libraryElementRoutes,
  ...annotationRoutes,
  ...contactPointRoutes,
  ...policyRoutes,
  ...templateRoutes,
  ...muteTimingRoutes,
  ...ruleRoutes,
  ...ruleGroupRoutes,
];
