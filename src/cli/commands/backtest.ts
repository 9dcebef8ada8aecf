import { nearest } from '../../checks/nearest.ts';
import { ruleFileText } from '../../compile/prometheus.ts';
import { readRules } from '../../compile/read-rules.ts';
import { alertVersion } from '../../engine/alert-version.ts';
import { secondsOf } from '../../model/duration.ts';
import { exitCode, Failure } from '../../model/failure.ts';
import type { Project } from '../../model/project.ts';
import type { OpenLocal } from '../backtest/past.ts';
import { remotePast } from '../backtest/remote-past.ts';
import { replay, type Sides, tooShort } from '../backtest/replay.ts';
import { backtestText, isSame } from '../backtest/report.ts';
import { type RulesAt, rulesAt } from '../backtest/revisions.ts';
import type { Arguments, Command } from '../command.ts';
import { Progress } from '../deploy/progress.ts';
import { load } from '../load.ts';

/** What the command works with. */
export interface BacktestSite {
  readonly root: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly definitions: () => Promise<Project>;
  readonly openLocal: OpenLocal;
  /** Aborts when the process is asked to end; until it is called, the process just ends. */
  readonly interruption: () => AbortSignal;
}

/** `npm run backtest`: when an alert would have fired, as it was and as it is. */
export function backtestCommand(site: BacktestSite): Command {
  return {
    name: 'backtest',
    summary: 'Replays an alert over recorded data: when it would have fired, before an edit and after it.',
    words: '<alert>',
    options: {
      from: { type: 'string', value: 'REV', help: 'the old version (default: where this branch left main)' },
      to: { type: 'string', value: 'REV', help: 'the new version (default: the files as they are now)' },
      for: { type: 'string', value: '1m,5m', help: 'waits to try, in place of the own one; 0s is none' },
      prometheus: {
        type: 'string',
        value: 'URL',
        help: 'ask a server; PROMETHEUS_TOKEN is sent if it is set',
      },
      data: { type: 'string', value: 'FILE', help: 'read OpenMetrics text instead, with time stamps' },
      hours: { type: 'string', value: 'N', help: 'hours to look at (default 24; all of a file)' },
      seed: {
        type: 'string',
        value: 'N',
        help: 'seed of the simulation, the data where none is named (default 1)',
      },
      'exit-code': { type: 'boolean', help: 'answer 6 when the versions fire at different times' },
      json: { type: 'boolean', help: 'print the result as JSON' },
    },
    async run(args) {
      const { name, waits, hours, seed } = read(args);
      const say = (line: string) => {
        // Progress is for who watches; a log needs no more than the result.
        if (process.stderr.isTTY) process.stderr.write(`${line}\n`);
      };
      const { prometheus, data } = args.values;
      say('reading both versions');
      const sides = await sidesOf(site, args);
      const before = alertVersion(name, sides.before.rules);
      const after = alertVersion(name, sides.after.rules);
      if (!before && !after) throw unknownAlert(name, [sides.before, sides.after]);
      const options = {
        ...(before && { before }),
        ...(after && { after }),
        ...(hours && { hours }),
        say,
      };
      let signal: AbortSignal | undefined;
      const interruption = () => {
        signal ??= site.interruption();
        return signal;
      };
      const lookback = Math.max(before?.lookback ?? 0, after?.lookback ?? 0);
      // Known before anything is simulated.
      if (!prometheus && !data && lookback >= (hours ?? 24) * 3600)
        throw tooShort(name, lookback, (hours ?? 24) * 3600);
      const token = site.variables.PROMETHEUS_TOKEN;
      try {
        const past = prometheus
          ? await remotePast({ ...options, url: prometheus, ...(token && { token }) })
          : await site.openLocal({ ...options, ...(data && { file: data }), seed, interruption });
        try {
          const bar = new Progress('replaying');
          const result = await replay(name, past, sides, waits, (done, of) => bar.show(done, of)).finally(
            () => bar.clear(),
          );
          process.stdout.write(
            args.flags.json ? `${JSON.stringify(result, null, 2)}\n` : backtestText(result),
          );
          const [one, other] = result.versions;
          const differ = !one || !other || !isSame(one, other);
          return args.flags['exit-code'] && differ ? exitCode.changes : exitCode.ok;
        } finally {
          await past.close();
        }
      } catch (error) {
        if (signal?.aborted) return exitCode.cancelled;
        throw error;
      }
    },
  };
}

async function sidesOf({ root, definitions }: BacktestSite, { values }: Arguments): Promise<Sides<RulesAt>> {
  // The definitions also say how often rules are evaluated that do not say it themselves.
  const project = await load(definitions);
  const { evaluation } = project.prometheus;
  const before = rulesAt(root, values.from, evaluation);
  if (values.to !== undefined) return { before, after: rulesAt(root, values.to, evaluation) };
  const rules = project.rules.flatMap((file) => readRules(ruleFileText(file), file.name, evaluation));
  return { before, after: { revision: 'the files now', rules } };
}

function unknownAlert(name: string, sides: readonly RulesAt[]): Failure {
  const names = new Set(
    sides.flatMap(({ rules }) => rules.filter(({ type }) => type === 'alert').map((rule) => rule.name)),
  );
  const meant = nearest(name, names);
  return new Failure(`there is no alert ${name}`, {
    why: `neither in ${sides.map(({ revision }) => revision).join(' nor in ')}`,
    next: meant ? `npm run backtest -- ${meant}` : 'alerts/runbooks/README.md lists them all',
    exit: exitCode.usage,
  });
}

function read({ words, values }: Arguments) {
  const [name, ...more] = words;
  if (!name || more.length > 0)
    throw misuse(
      name ? 'one alert at a time' : 'which alert?',
      'npm run backtest -- FrameworkErrorRateHigh; alerts/runbooks/README.md lists them all',
    );
  if (values.prometheus !== undefined && values.data !== undefined)
    throw misuse('--prometheus and --data exclude each other', 'take one of the two');
  const waits = values.for?.split(',').map((text) => wait(text.trim()));
  const hours = values.hours === undefined ? undefined : whole('hours', values.hours, 24);
  return {
    name,
    seed: values.seed === undefined ? 1 : whole('seed', values.seed, 1),
    ...(waits && { waits }),
    ...(hours && { hours }),
  };
}

function wait(text: string): number {
  const seconds = /^0s?$/.test(text) ? 0 : secondsOf(text);
  if (Number.isNaN(seconds)) throw misuse(`--for ${text} is no duration`, '--for 1m,5m,10m');
  return seconds;
}

function whole(option: string, text: string, otherwise: number): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw misuse(`--${option} ${text} is not a whole number above 0`, `--${option} ${otherwise}`);
}

const misuse = (message: string, next: string): Failure =>
  new Failure(message, { next, exit: exitCode.usage });
