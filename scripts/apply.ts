import './root.ts';
import { main } from '../src/cli/command.ts';
import { applyCommand } from '../src/cli/commands/apply.ts';
import { site } from './site.ts';

await main(applyCommand(site));
