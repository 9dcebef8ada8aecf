import './root.ts';
import { main } from '../src/cli/command.ts';
import { pullCommand } from '../src/cli/commands/pull.ts';
import { site } from './site.ts';

await main(pullCommand(site));
