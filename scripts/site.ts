import { targets } from '../platform/targets.ts';
import type { Site } from '../src/cli/deploy/session.ts';

/** What commands that speak to servers work with. */
export const site: Site = {
  targets,
  root: process.cwd(),
  variables: process.env,
  definitions: () => import('./project.ts').then(({ project }) => project),
};
