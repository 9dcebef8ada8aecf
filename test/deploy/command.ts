import { main } from '../../src/cli/command.ts';
import { applyCommand } from '../../src/cli/commands/apply.ts';
import { deployCommand } from '../../src/cli/commands/deploy.ts';
import { driftCommand } from '../../src/cli/commands/drift.ts';
import { planCommand } from '../../src/cli/commands/plan.ts';
import { pullCommand } from '../../src/cli/commands/pull.ts';
import type { Site } from '../../src/cli/deploy/session.ts';
import type { Target } from '../../src/model/target.ts';

// A command in a process of its own, as a script runs it: `command.ts <what is given to it, as JSON> <command> [words]`.

/** What a test gives to the process. */
export interface Given {
  readonly targets: readonly Target[];
  readonly root: string;
  /** Module whose `project` is deployed. */
  readonly project: string;
}

const [given = '', name = '', ...words] = process.argv.slice(2);
const { targets, root, project } = JSON.parse(given) as Given;
const site: Site = {
  targets,
  root,
  variables: process.env,
  definitions: () => import(project).then((module) => module.project),
  patience: { attempts: 4, first: 5, longest: 20 },
};
const commands = {
  plan: planCommand,
  apply: applyCommand,
  deploy: deployCommand,
  drift: driftCommand,
  pull: pullCommand,
};
await main(commands[name as keyof typeof commands](site), words);
