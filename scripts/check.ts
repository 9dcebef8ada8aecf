import './root.ts';
import { main } from '../src/cli/command.ts';
import { checkCommand } from '../src/cli/commands/check.ts';

await main(checkCommand(() => import('./project.ts').then(({ project }) => project)));
