import './root.ts';
import { main } from '../src/cli/command.ts';
import { driftCommand } from '../src/cli/commands/drift.ts';
import { site } from './site.ts';

await main(driftCommand(site));
