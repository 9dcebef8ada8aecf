import type { Route } from './call.ts';
import { dashboardVersionRoutes } from './dashboard-versions.ts';
import { dashboardRoutes } from './dashboards.ts';
import { datasourceRoutes } from './datasources.ts';
import { discoveryRoutes } from './discovery.ts';
import { folderRoutes } from './folders.ts';
import { searchRoutes } from './search.ts';

/** Every route. Of two that fit, the first is taken. */
export const routes: readonly Route[] = [
  ...discoveryRoutes,
  ...folderRoutes,
  ...dashboardRoutes,
  ...dashboardVersionRoutes,
  ...searchRoutes,
  ...datasourceRoutes,
];
