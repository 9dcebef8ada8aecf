import './root.ts';
import { join } from 'node:path';
import type { News, Viewer } from '../services/viewer/index.ts';
import { type Command, explain, main } from '../src/cli/command.ts';
import { summary } from '../src/cli/commands/build.ts';
import { hasErrors, problemsOf } from '../src/cli/commands/check.ts';
import { formatValue } from '../src/cli/format-value.ts';
import { load } from '../src/cli/load.ts';
import { formatProblems } from '../src/cli/report.ts';
import { textTable } from '../src/cli/table.ts';
import { compile } from '../src/compile/compile.ts';
import { write } from '../src/compile/write.ts';
import { secondsOf } from '../src/model/duration.ts';
import { exitCode, Failure } from '../src/model/failure.ts';
import type { Project } from '../src/model/project.ts';
import type { Answer } from './stack/answers.ts';
import { interruptible } from './stack/interruptible.ts';
import { LiveBuild } from './stack/live-build.ts';

const command: Command = {
  name: 'start',
  summary:
    'Checks and builds everything, then draws every dashboard with answers of a real Prometheus that scrapes a simulated framework.',
  options: {
    once: { type: 'boolean', help: 'stop after the table instead of staying up' },
    'free-ports': { type: 'boolean', help: 'take any free ports instead of 3300, 8080, 8081, 9800 and 9090' },
    hours: { type: 'string', value: 'N', help: 'hours of history to simulate (default 24)' },
    seed: { type: 'string', value: 'N', help: 'seed of the simulation (default 1)' },
    json: { type: 'boolean', help: 'print the answers as JSON; implies --once' },
  },
  async run({ flags, values }) {
    const say = (line: string) => {
      // Progress is for who watches; a log needs no more than the result.
      if (process.stderr.isTTY) process.stderr.write(`${line}\n`);
    };
    const hours = wholeNumber('hours', values.hours, 24);
    const seed = wholeNumber('seed', values.seed, 1);
    const freePorts = flags['free-ports'] ?? false;
    const stays = !flags.once && !flags.json;
    const definitions = () => import('./project.ts').then(({ project }) => project);
    // Knows every definition that is loaded after it; what starts the stack imports some, so it is imported later.
    const live = stays ? new LiveBuild(definitions, onNews) : undefined;
    try {
      return await show();
    } finally {
      live?.close();
    }

    async function show(): Promise<number> {
      const project = await load(definitions);
      const problems = problemsOf(project, process.cwd());
      if (problems.length > 0) process.stderr.write(formatProblems(problems, { colour: false }));
      if (hasErrors(problems)) return exitCode.problems;
      const outputs = compile(project);
      process.stderr.write(summary(write(process.cwd(), outputs)));

      const { startStack } = await import('./stack/stack.ts');
      const { ask, isAnswered } = await import('./stack/answers.ts');
      const { signal } = interruptible();
      const ended = (line: string): void => {
        process.stderr.write(`${line}\n`);
        pages?.viewer.tell({ type: 'prometheus' });
      };
      const stack = await startStack({ project, hours, seed, freePorts, say, signal, ended }).catch(
        (error) => {
          if (!signal.aborted) throw error;
        },
      );
      if (!stack) return exitCode.cancelled;
      const interrupted = new Promise<undefined>((resolve) => {
        if (signal.aborted) resolve(undefined);
        signal.addEventListener('abort', () => resolve(undefined));
      });
      const scrape = secondsOf(project.prometheus.interval) * 1000;
      let viewer: Viewer | undefined;
      try {
        if (live) {
          // The page draws a copy: it shows what is saved before the compiler has agreed, and the repository never has it before.
          const copy = join(stack.folder, 'page');
          write(copy, outputs);
          viewer = await openViewer(copy, stack.prometheus.url, scrape, freePorts);
          process.stdout.write(`Dashboards: ${viewer.url}\n\n`);
          pages = { viewer, reload: (edited) => stack.reload(edited) };
          stack.prometheus.died.then((failure) => {
            explain(failure, false);
            viewer?.tell({ type: 'prometheus' });
          });
          // Ended by `live.close()`.
          live.follow(copy).catch((error: Error) => process.stderr.write(`${error.stack}\n`));
        }
        say('asking every query of every panel and rule');
        const asked = ask({
          project,
          api: stack.prometheus.api,
          jobs: Object.keys(stack.endpoints),
          hours,
          patience: 90,
          signal,
        });
        const { died } = stack.prometheus;
        const answers = await Promise.race([asked, interrupted, lost(died)]).catch(async (error) => {
          if (!live) throw error;
          // The page is there without the table; that Prometheus is given up has been told.
          if (error !== (await Promise.race([died, undefined]))) explain(error, false);
          return [];
        });
        if (!answers) return exitCode.cancelled;
        const complete = answers.length > 0 && answers.every(isAnswered);
        if (answers.length > 0)
          process.stdout.write(
            flags.json ? `${JSON.stringify(answers, null, 2)}\n` : report(answers, isAnswered),
          );
        const exit = complete ? exitCode.ok : exitCode.problems;
        if (!stays) return exit;
        const others = addresses(stack.prometheus.url, stack.endpoints);
        process.stdout.write(
          `\n${textTable(['what', 'where'], [['Dashboards', viewer?.url ?? ''], ...others])}\nCtrl-C ends everything.\n`,
        );
        // A Prometheus that is given up has been told; the page stays.
        await interrupted;
        return exit;
      } finally {
        say('stopping');
        await viewer?.stop();
        await stack.stop();
      }
    }
  },
};

/** Who is told of a save, once there is somebody. */
let pages: { readonly viewer: Viewer; reload(project: Project): void } | undefined;

function onNews(news: News, project?: Project): void {
  if (project) pages?.reload(project);
  pages?.viewer.tell(news);
}

/** The table has nothing to wait for when Prometheus is given up. */
const lost = async (died: Promise<Failure>): Promise<never> => Promise.reject(await died);

async function openViewer(
  copy: string,
  prometheus: string,
  scrape: number,
  freePorts: boolean,
): Promise<Viewer> {
  const { startViewer } = await import('../services/viewer/index.ts');
  const { claimPort } = await import('./stack/prometheus-process.ts');
  const { port, release } = await claimPort(freePorts ? 0 : 3300, 'the viewer');
  await release();
  return startViewer({ folder: join(copy, 'grafana-provisioning/dashboards'), prometheus, scrape, port });
}

function wholeNumber(name: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new Failure(`--${name} ${text} is not a whole number`, {
    next: `npm start -- --${name} ${otherwise}`,
    exit: exitCode.usage,
  });
}

function report(answers: readonly Answer[], isAnswered: (answer: Answer) => boolean): string {
  const rows = answers.map(({ of, asks, series, value, unit, error, optional }) => [
    of,
    asks,
    series,
    error ?? (value !== undefined ? formatValue(value, unit) : optional ? 'nothing to watch' : 'NOTHING'),
  ]);
  const missing = answers.filter((answer) => !isAnswered(answer));
  const lines = missing.map(
    ({ of, asks, expr, error }) =>
      `error: ${of}: "${asks}" ${error ?? 'returns nothing'}\n  query: ${expr}\n`,
  );
  const count = `${answers.length - missing.length} of ${answers.length} queries answered with data`;
  return `${textTable(['dashboard', 'panel', 'series', 'newest value'], rows, 70)}\n\n${lines.join('')}${count}\n`;
}

function addresses(
  prometheus: string,
  endpoints: Readonly<Record<string, string>>,
): readonly (readonly string[])[] {
  const rows = Object.entries(endpoints)
    .filter(([job]) => job !== 'prometheus')
    .map(([job, address]) => [job, `http://${address}/metrics`]);
  return [['Prometheus', prometheus], ['rules', `${prometheus}/rules`], ...rows];
}

await main(command);
