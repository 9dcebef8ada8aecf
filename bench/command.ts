import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from '../src/cli/command.ts';
import { textTable } from '../src/cli/table.ts';
import { exitCode, Failure } from '../src/model/failure.ts';
import { bench, parts } from './bench.ts';
import { type Figure, head, rowOf } from './figure.ts';
import { machine } from './machine.ts';
import { root } from './process.ts';
import { full, small } from './synthesis/project.ts';

/** `npm run bench`: how fast the engine is, beside programs that everybody knows. */
export const benchCommand: Command = {
  name: 'bench',
  summary: `Measures builds, type checks and deployments of a synthetic project: ${full.dashboards} dashboards, ${full.services * 100} rules; the responder, the logger, and Prometheus with those rules.`,
  options: {
    json: { type: 'boolean', help: 'print the figures as JSON' },
    runs: { type: 'string', value: 'COUNT', help: 'how often each pair is measured; 5 unless told' },
    small: { type: 'boolean', help: 'a hundredth of the size, to see that it runs' },
    write: { type: 'boolean', help: 'put the tables into bench/README.md' },
  },
  words: `[${parts.join('] [')}]`,
  async run({ flags, values, words }) {
    const stray = words.find((word) => !parts.some((part) => part === word));
    const runs = Number(values.runs ?? 5);
    if (stray !== undefined || !Number.isInteger(runs) || runs < 1)
      throw new Failure(stray ? `the bench has no part ${stray}` : `${values.runs} is no number of runs`, {
        next: 'npm run bench -- --help',
        exit: exitCode.usage,
      });
    const facts = await machine();
    const {
      diff = [],
      deploy = [],
      viewer = [],
      responder = [],
      logger = [],
      rules = [],
      ...rest
    } = await bench({
      size: flags.small ? small : full,
      runs,
      parts: words,
      folder: 'bench',
      say: (progress) => say(`${progress} ...`),
    });
    say('');
    const compiling = Object.values(rest).flat();
    const tables = { figures: compiling, diff, deployments: deploy, viewer, responder, logger, rules };
    const figures = Object.values(tables).flat();
    if (flags.write) {
      for (const [name, of] of Object.entries(tables)) if (of.length > 0) writeTable(name, of, facts);
    }
    process.stdout.write(
      flags.json
        ? `${JSON.stringify({ machine: facts, runs, figures }, null, 2)}\n`
        : `${Object.entries(facts)
            .map(([name, value]) => `${name}: ${value}`)
            .join('\n')}\n\n${textTable(head, figures.map(rowOf), 100)}\n`,
    );
    return exitCode.ok;
  },
};

/** One line that the next one takes the place of, on a terminal only. */
function say(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
}

/** Puts figures between two comments of that name. */
function writeTable(name: string, figures: readonly Figure[], facts: Readonly<Record<string, string>>): void {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const file = join(root, 'bench/README.md');
  const page = readFileSync(file, 'utf8');
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const table = [line(head), '| --- | ---: | ---: | --- |', ...figures.map(rowOf).map(line)].join('\n');
  const taken = Object.entries(facts)
    .map(([name, value]) => `- ${name}: ${value}`)
    .join('\n');
  const from = page.indexOf(begin) + begin.length;
  const to = page.indexOf(end);
  writeFileSync(file, `${page.slice(0, from)}\n\n${table}\n\nTaken on:\n\n${taken}\n\n${page.slice(to)}`);
}
