import './root.ts';
import { main } from '../src/cli/command.ts';
import { deployCommand } from '../src/cli/commands/deploy.ts';
import { site } from './site.ts';

await main(deployCommand(site));
