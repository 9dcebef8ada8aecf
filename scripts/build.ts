import './root.ts';
import { main } from '../src/cli/command.ts';
import { buildCommand } from '../src/cli/commands/build.ts';

await main(buildCommand(() => import('./project.ts').then(({ project }) => project)));
