import './root.ts';
import { main } from '../src/cli/command.ts';
import { diffCommand } from '../src/cli/commands/diff.ts';
import { diffSite } from './diff/site.ts';

await main(diffCommand(diffSite(() => import('./project.ts').then(({ project }) => project))));
