import './root.ts';
import { main } from '../src/cli/command.ts';
import { catalogCommand } from '../src/cli/commands/catalog.ts';

await main(catalogCommand(() => import('./project.ts').then(({ project }) => project)));
