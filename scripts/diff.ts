import './root.ts';
import { main } from '../src/cli/command.ts';
import { diffCommand } from '../src/cli/commands/diff.ts';
import { drawDashboards } from './diff/draw-dashboards.ts';
import { interruptible } from './stack/interruptible.ts';
import { openLocal } from './stack/local-past.ts';
import { recordedUntil } from './stack/recording.ts';

await main(
  diffCommand({
    root: process.cwd(),
    definitions: () => import('./project.ts').then(({ project }) => project),
    // The same day each time: two people who compare the same revisions read the same report.
    openLocal: (options) => openLocal({ ...options, until: recordedUntil }),
    draw: drawDashboards,
    interruption: () => interruptible().signal,
  }),
);
