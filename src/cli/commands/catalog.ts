import { catalogEntries, catalogOutput } from '../../compile/catalog-page.ts';
import { usageOf } from '../../compile/usage.ts';
import { replace } from '../../compile/write.ts';
import { exitCode } from '../../model/failure.ts';
import type { Project } from '../../model/project.ts';
import type { Command } from '../command.ts';
import { load } from '../load.ts';
import { textTable } from '../table.ts';

/** `npm run catalog`: what can be measured. */
export function catalogCommand(definitions: () => Promise<Project>, root = process.cwd()): Command {
  return {
    name: 'catalog',
    summary:
      'Lists every metric with its kind, unit, labels and readers, and brings catalog/README.md up to date.',
    options: {
      json: { type: 'boolean', help: 'print everything that is known of each metric as JSON' },
    },
    words: '[word...]  only metrics whose name has one of the words in it',
    async run({ flags, words }) {
      const project = await load(definitions);
      const found = catalogEntries(project.metrics, usageOf(project)).filter(
        ({ name }) => words.length === 0 || words.some((word) => name.includes(word)),
      );
      replace(root, [catalogOutput(project)]);
      if (found.length === 0 && words.length > 0 && !flags.json) {
        process.stdout.write(`No metric has ${words.map((word) => `"${word}"`).join(' or ')} in its name.\n`);
        return exitCode.problems;
      }
      process.stdout.write(
        flags.json
          ? `${JSON.stringify(found, null, 2)}\n`
          : `${textTable(
              ['metric', 'kind', 'unit', 'job', 'series', 'read by', 'labels'],
              found.map(({ name, kind, unit, job, series, usedBy, labels }) => [
                name,
                kind,
                unit,
                job.includes('|') ? 'every job' : job,
                series,
                usedBy.length,
                Object.keys(labels).join(' '),
              ]),
            )}\n`,
      );
      return found.length === 0 && words.length > 0 ? exitCode.problems : exitCode.ok;
    },
  };
}
