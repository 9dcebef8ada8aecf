import type { DiffSite } from '../../src/cli/commands/diff.ts';
import type { Project } from '../../src/model/project.ts';
import { interruptible } from '../stack/interruptible.ts';

/** What `npm run diff` works with. The simulator and the viewer are loaded when an alert is replayed or a dashboard drawn: most diffs need neither. */
export const diffSite = (definitions: () => Promise<Project>): DiffSite => ({
  root: process.cwd(),
  definitions,
  openLocal: async (options) => {
    const [{ openLocal }, { recordedUntil }] = await Promise.all([
      import('../stack/local-past.ts'),
      import('../stack/recording.ts'),
    ]);
    // The same day each time: two people who compare the same revisions read the same report.
    return openLocal({ ...options, until: recordedUntil });
  },
  draw: (options) => import('./draw-dashboards.ts').then(({ drawDashboards }) => drawDashboards(options)),
  interruption: () => interruptible().signal,
});
