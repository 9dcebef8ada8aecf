import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { exitCode, Failure } from '../../model/failure.ts';
import type { Project } from '../../model/project.ts';
import { diffOutputs, type FileSet } from '../../review/outputs/diff-outputs.ts';
import { UnreadableOutput } from '../../review/outputs/item.ts';
import type { OpenLocal } from '../backtest/past.ts';
import type { Arguments, Command } from '../command.ts';
import { replayedAlerts } from '../diff/backtests.ts';
import { diffHtml } from '../diff/html.ts';
import { diffJson } from '../diff/json.ts';
import { diffMarkdown } from '../diff/markdown.ts';
import { type DrawDashboards, dashboardsOf, ruleSides, toDraw } from '../diff/pictures.ts';
import { type DiffReport, hasChanges } from '../diff/report.ts';
import { comparedSets } from '../diff/sets.ts';

/** What the command works with. */
export interface DiffSite {
  readonly root: string;
  readonly definitions: () => Promise<Project>;
  readonly openLocal: OpenLocal;
  readonly draw: DrawDashboards;
  /** Aborts when the process is asked to end; until it is called, the process just ends. */
  readonly interruption: () => AbortSignal;
}

/** `npm run diff`: what changed between two revisions of all outputs, in meaning. */
export function diffCommand(site: DiffSite): Command {
  return {
    name: 'diff',
    summary:
      'Says in Markdown what changed in meaning between two revisions of all outputs: dashboards, rules, routes, logs.',
    words: '[revision | from..to | from to]  default: from where this branch left main to the files now',
    options: {
      html: {
        type: 'string',
        value: 'FILE',
        help: 'write a page with pictures, which needs nothing but itself',
      },
      out: { type: 'string', value: 'FOLDER', help: 'write report.md, report.html and the pictures' },
      json: { type: 'boolean', help: 'print it as JSON, with values in full' },
      'exit-code': { type: 'boolean', help: `exit with ${exitCode.changes} when something changed` },
      'no-pictures': { type: 'boolean', help: 'draw no dashboards (drawn for --html and --out)' },
      'no-backtest': { type: 'boolean', help: 'replay no alerts' },
      theme: { type: 'string', value: 'NAME', help: 'draw one face only: dark or light (default both)' },
      hours: {
        type: 'string',
        value: 'N',
        help: 'hours of simulated past to replay alerts over (default 24)',
      },
      seed: { type: 'string', value: 'N', help: 'seed of the simulation (default 1)' },
    },
    async run(args) {
      const asked = read(args);
      const say = (line: string) => {
        // Progress is for who watches; a log needs no more than the result.
        if (process.stderr.isTTY) process.stderr.write(`${line}\n`);
      };
      const { before, after } = await comparedSets(site, args.words, say);
      say('comparing');
      const diff = readable(before, after);
      let signal: AbortSignal | undefined;
      const interruption = () => {
        signal ??= site.interruption();
        return signal;
      };
      try {
        const sides = () => ruleSides(before, after);
        const isAbout = (pattern: RegExp) => diff.files.some((path) => pattern.test(path));
        const common = { say, interruption, seed: asked.seed };
        const backtests =
          asked.replays && isAbout(/\.rules\.ya?ml$/)
            ? await replayedAlerts(sides(), { ...common, openLocal: site.openLocal, hours: asked.hours })
            : [];
        const dashboards = asked.draws ? toDraw(diff) : [];
        const pictures =
          dashboards.length > 0
            ? await site.draw({
                ...common,
                dashboards,
                rules: sides(),
                listed: { before: () => dashboardsOf(before), after: () => dashboardsOf(after) },
                themes: asked.themes,
              })
            : [];
        const report: DiffReport = { diff, backtests, pictures };
        write(report, args);
        return args.flags['exit-code'] && hasChanges(report) ? exitCode.changes : exitCode.ok;
      } catch (error) {
        if (signal?.aborted) return exitCode.cancelled;
        throw error;
      }
    },
  };
}

/** What is committed may be broken: then the file and the revision are named. */
function readable(before: FileSet, after: FileSet) {
  try {
    return diffOutputs(before, after);
  } catch (error) {
    if (!(error instanceof UnreadableOutput)) throw error;
    throw new Failure(`${error.path} cannot be read`, {
      why: error.message,
      next: 'name a revision in which the build was committed, or npm run build',
    });
  }
}

function write(report: DiffReport, { flags, values }: Arguments): void {
  const { html, out } = values;
  const whole = html ?? (out ? join(out, 'report.html') : 'npm run diff -- --html report.html');
  if (html !== undefined) put(html, diffHtml(report));
  if (out !== undefined) {
    for (const { uid, before, after } of report.pictures)
      for (const [side, picture] of [['before', before] as const, ['after', after] as const])
        if (picture) put(join(out, 'pictures', `${uid}.${side}.png`), picture.dark);
    put(join(out, 'report.md'), diffMarkdown(report, { whole: 'report.html', pictures: 'pictures' }));
    put(join(out, 'report.html'), diffHtml(report));
  }
  process.stdout.write(
    flags.json ? `${JSON.stringify(diffJson(report), null, 2)}\n` : diffMarkdown(report, { whole }),
  );
}

function put(path: string, content: string | Buffer): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  } catch (error) {
    throw new Failure(`cannot write ${path}`, {
      why: (error as Error).message,
      next: 'name a place that can be written to',
      exit: exitCode.usage,
    });
  }
}

function read({ flags, values }: Arguments) {
  const { theme } = values;
  if (theme !== undefined && theme !== 'dark' && theme !== 'light')
    throw new Failure(`there is no theme ${theme}`, {
      next: '--theme dark or --theme light',
      exit: exitCode.usage,
    });
  return {
    hours: whole('hours', values.hours, 24),
    seed: whole('seed', values.seed, 1),
    replays: !flags['no-backtest'],
    // A terminal has no place for them.
    draws: !flags['no-pictures'] && (values.html !== undefined || values.out !== undefined),
    themes: (theme === undefined ? ['dark', 'light'] : [theme]) as readonly ('dark' | 'light')[],
  };
}

function whole(option: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new Failure(`--${option} ${text} is not a whole number above 0`, {
    next: `--${option} ${otherwise}`,
    exit: exitCode.usage,
  });
}
