import './root.ts';
import { main } from '../src/cli/command.ts';
import { planCommand } from '../src/cli/commands/plan.ts';
import { site } from './site.ts';

await main(planCommand(site));
