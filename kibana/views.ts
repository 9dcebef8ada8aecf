import type { KibanaView } from '#lib';
import { auditLogs, deadLetters, frameworkLogs, performanceLogs, securityLogs } from '../catalog/views.ts';
import { family, restricted, toTrace } from './house.ts';

/** Every view, with what Kibana shows of it. */
export const views: readonly KibanaView[] = [
  { view: frameworkLogs, tags: [family], links: toTrace },
  { view: performanceLogs, tags: [family], links: toTrace },
  { view: securityLogs, tags: [family, restricted], links: toTrace },
  { view: auditLogs, tags: [family, restricted], links: toTrace },
  { view: deadLetters, tags: [family, restricted], links: {} },
];
