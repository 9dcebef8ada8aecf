import { type EventEntry, eventEntries } from '../../compile/catalog-events.ts';
import { type CatalogEntry, catalogEntries, catalogOutput } from '../../compile/catalog-page.ts';
import { usageOf } from '../../compile/usage.ts';
import { replace } from '../../compile/write.ts';
import { exitCode } from '../../model/failure.ts';
import type { Project } from '../../model/project.ts';
import type { Command } from '../command.ts';
import { load } from '../load.ts';
import { textTable } from '../table.ts';

/** `npm run catalog`: what can be measured, and what is logged. */
export function catalogCommand(definitions: () => Promise<Project>, root = process.cwd()): Command {
  return {
    name: 'catalog',
    summary:
      'Lists every metric and every log event with what it carries, and brings catalog/README.md up to date.',
    options: {
      json: { type: 'boolean', help: 'print everything that is known of each as JSON' },
    },
    words: '[word...]  only those whose name has one of the words in it',
    async run({ flags, words }) {
      const project = await load(definitions);
      const isAsked = ({ name }: { readonly name: string }): boolean =>
        words.length === 0 || words.some((word) => name.includes(word));
      const metrics = catalogEntries(project.metrics, usageOf(project)).filter(isAsked);
      const events = eventEntries(Object.values(project.events ?? {}).flat()).filter(isAsked);
      const found = [...metrics, ...events];
      replace(root, [catalogOutput(project)]);
      if (found.length === 0 && words.length > 0 && !flags.json) {
        process.stdout.write(
          `No metric and no log event has ${words.map((word) => `"${word}"`).join(' or ')} in its name.\n`,
        );
        return exitCode.problems;
      }
      process.stdout.write(
        flags.json
          ? `${JSON.stringify(found, null, 2)}\n`
          : [metricTable(metrics), eventTable(events)].filter(Boolean).join('\n'),
      );
      return found.length === 0 && words.length > 0 ? exitCode.problems : exitCode.ok;
    },
  };
}

function metricTable(metrics: readonly CatalogEntry[]): string {
  if (metrics.length === 0) return '';
  return `${textTable(
    ['metric', 'kind', 'unit', 'job', 'series', 'read by', 'labels'],
    metrics.map(({ name, kind, unit, job, series, usedBy, labels }) => [
      name,
      kind,
      unit,
      job.includes('|') ? 'every job' : job,
      series,
      usedBy.length,
      Object.keys(labels).join(' '),
    ]),
  )}\n`;
}

function eventTable(events: readonly EventEntry[]): string {
  if (events.length === 0) return '';
  return `${textTable(
    ['log event', 'category', 'levels', 'fields'],
    events.map(({ name, category, levels, fields }) => [
      name,
      category,
      levels.join(' '),
      Object.keys(fields).join(' '),
    ]),
  )}\n`;
}
