import type { Memory } from '../../checks/memory.ts';
import { runChecks } from '../../checks/run.ts';
import { exitCode } from '../../model/failure.ts';
import type { Problem } from '../../model/problem.ts';
import type { Project } from '../../model/project.ts';
import type { Command } from '../command.ts';
import { load } from '../load.ts';
import { formatProblems, problemsAsJson } from '../report.ts';
import { unlistedProblems } from '../unlisted.ts';

/** `npm run check`: everything that is wrong with the definitions. */
export function checkCommand(definitions: () => Promise<Project>, root = process.cwd()): Command {
  return {
    name: 'check',
    summary: 'Says everything that is wrong with the definitions, and writes nothing.',
    options: {
      json: { type: 'boolean', help: 'print the problems as JSON' },
      strict: { type: 'boolean', help: 'fail on warnings too' },
    },
    async run({ flags }) {
      const problems = problemsOf(await load(definitions), root);
      reportProblems(problems, flags.json ?? false);
      return hasErrors(problems) || (flags.strict && problems.length > 0) ? exitCode.problems : exitCode.ok;
    },
  };
}

/** Everything that is wrong with a project and with the folders of its definitions. */
export function problemsOf(
  project: Project,
  root: string,
  options: { readonly memory?: Memory } = {},
): readonly Problem[] {
  return [...unlistedProblems(root), ...runChecks(project, options)];
}

/** Whether something must be mended before anything is written. */
export const hasErrors = (problems: readonly Problem[]): boolean =>
  problems.some(({ severity }) => severity === 'error');

/** Prints problems: as a report, or as JSON for a machine. */
export function reportProblems(problems: readonly Problem[], json: boolean): void {
  const colour = process.stdout.isTTY === true && !process.env.NO_COLOR;
  process.stdout.write(json ? `${problemsAsJson(problems)}\n` : `${formatProblems(problems, { colour })}\n`);
}
