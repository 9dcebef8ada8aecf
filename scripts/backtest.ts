import './root.ts';
import { main } from '../src/cli/command.ts';
import { backtestCommand } from '../src/cli/commands/backtest.ts';
import { interruptible } from './stack/interruptible.ts';
import { openLocal } from './stack/local-past.ts';

await main(
  backtestCommand({
    root: process.cwd(),
    variables: process.env,
    definitions: () => import('./project.ts').then(({ project }) => project),
    openLocal,
    interruption: () => interruptible().signal,
  }),
);
