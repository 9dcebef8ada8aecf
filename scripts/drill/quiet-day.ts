import { execFile } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { textTable } from '../../src/cli/table.ts';
import { ruleFileText } from '../../src/compile/prometheus.ts';
import { yaml } from '../../src/compile/yaml.ts';
import { Failure } from '../../src/model/failure.ts';
import type { Project } from '../../src/model/project.ts';
import type { Rule } from '../../src/model/rule.ts';
import { nodesOf } from '../../src/promql/walk.ts';
import { rulesBehind } from '../../src/queries/needed.ts';
import { resolve } from '../../src/queries/resolve.ts';
import { requirePrometheus } from '../stack/programs.ts';
import { createWorkspace } from '../stack/workspace.ts';
import { type DaySeries, simulateDay } from './day-series.ts';

/** An alert that fired on a day. */
export interface Firing {
  readonly alert: string;
  readonly severity: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Seconds after midnight at which it was first seen to fire. */
  readonly from: number;
  /** Seconds for which it fired, taken together. */
  readonly lasted: number;
}

/** What a day came to. */
export interface QuietDay {
  readonly firings: readonly Firing[];
  /** Alerts that were evaluated. */
  readonly alerts: number;
  /** Moments at which each was. */
  readonly moments: number;
  /** Nothing above low fired. */
  readonly passed: boolean;
}

/** What a day is asked for. */
export interface QuietDayOptions {
  readonly project: Project;
  readonly seed: number;
  readonly hours: number;
  /** Seconds between two moments at which rules are evaluated. */
  readonly step: number;
  say(line: string): void;
  readonly signal: AbortSignal;
}

/** Seconds between two scrapes: two of them in a rate over a minute. */
const scrapeInterval = 30;

/**
 * Makes up a day without faults and has promtool live through it: Prometheus' own rule engine evaluates every alert, and all that it reads,
 * at each moment in its order. So `for`, `keep_firing_for` and the moments at which rules read each other are those of a server.
 *
 * Each subject is a run of its own, for as many at once as there are cores. Alerts that count other alerts see those of their subject only:
 * of those above low there are none, or the day has failed already.
 */
export async function replayQuietDay(options: QuietDayOptions): Promise<QuietDay> {
  const { project, seed, hours, step, say, signal } = options;
  requirePrometheus(say);
  const folder = createWorkspace();
  try {
    say(`simulating ${hours} h`);
    const day = await simulateDay({ seed, hours, step: scrapeInterval, signal });
    const queue = project.rules
      .map(({ name, groups }) => ({ name, alerts: groups.flatMap(({ rules }) => rules.filter(isJudged)) }))
      .filter(({ alerts }) => alerts.length > 0);
    const subjects = queue.length;
    const alerts = queue.reduce((sum, each) => sum + each.alerts.length, 0);
    const firings: Firing[] = [];
    const worker = async (): Promise<void> => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        say(`evaluating ${next.name}, subject ${subjects - queue.length} of ${subjects}`);
        const rules = withWhatTheyRead(project, next.alerts);
        firings.push(...(await live(join(folder, next.name), rules, day, options)));
      }
    };
    await Promise.all(Array.from({ length: availableParallelism() }, worker));
    firings.sort((one, other) => one.from - other.from || one.alert.localeCompare(other.alert));
    const moments = Math.floor((hours * 3600) / step) + 1;
    return { firings, alerts, moments, passed: firings.every(({ severity }) => severity === 'low') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The Watchdog fires always. */
const isJudged = (rule: Rule): boolean => rule.type === 'alert' && rule.alert !== 'Watchdog';

/** Alerts after the recording rules that they read, each once. */
const withWhatTheyRead = (project: Project, alerts: readonly Rule[]): readonly Rule[] => [
  ...new Set([...alerts.flatMap((alert) => rulesBehind(project, alert).map(({ rule }) => rule)), ...alerts]),
];

/** What fired while promtool lived through the day with some rules. */
async function live(
  folder: string,
  rules: readonly Rule[],
  day: readonly DaySeries[],
  { hours, step, signal }: QuietDayOptions,
): Promise<readonly Firing[]> {
  const read = new Set(rules.flatMap(({ query }) => metricsIn(query.node)));
  // A test wants nothing to have fired. Where something has, promtool says what it got instead.
  const fired = 'ALERTS{alertstate="firing", alertname!="Watchdog"}';
  const never = (expr: string) => ({ expr, eval_time: `${hours * 3600}s`, exp_samples: [] });
  const test = {
    rule_files: ['rules.yml'],
    evaluation_interval: `${step}s`,
    tests: [
      {
        interval: `${scrapeInterval}s`,
        input_series: day
          .filter(({ name }) => read.has(name))
          .map(({ series, values }) => ({ series, values })),
        promql_expr_test: [
          never(`min_over_time(timestamp(${fired})[${hours}h:${step}s])`),
          never(`count_over_time(${fired}[${hours}h])`),
        ],
      },
    ],
  };
  mkdirSync(folder);
  const interval = `${step}s`;
  writeFileSync(
    join(folder, 'rules.yml'),
    ruleFileText({ name: 'day', groups: [{ name: 'day', interval, rules }] }),
  );
  writeFileSync(join(folder, 'test.yml'), yaml(test));
  const said = await promtool(folder, signal);
  const [first = new Map(), count = new Map()] = [...said.matchAll(/^ +got: (.*)$/gm)].map(([, got = '']) =>
    samplesIn(got),
  );
  return [...first].map(([text, from]) => {
    const { alertname: alert = '', alertstate: _, severity = '', ...labels } = labelsIn(text);
    return { alert, severity, labels, from, lasted: (count.get(text) ?? 0) * step };
  });
}

const metricsIn = (node: Rule['query']['node']): readonly string[] =>
  nodesOf(resolve(node).node ?? node).flatMap((one) => (one.type === 'selector' ? [one.metric] : []));

/** What promtool says of a test that fails; nothing where it holds. */
function promtool(folder: string, signal: AbortSignal): Promise<string> {
  return new Promise((done, fail) => {
    const options = { cwd: folder, maxBuffer: 2 ** 26, signal };
    execFile('promtool', ['test', 'rules', 'test.yml'], options, (error, stdout, stderr) => {
      const said = `${stdout}${stderr}`;
      if (signal.aborted) fail(signal.reason);
      else if (!error) done('');
      else if (/^ +got: \{/m.test(said)) done(said);
      else
        fail(
          new Failure('promtool cannot live through the day', {
            why: said.trim().split('\n').at(-1) ?? '',
            next: 'npm run check, which looks at every rule',
          }),
        );
    });
  });
}

/** Values by the text of their labels, of the line in which promtool prints them: `{a="b"} 1E+00, {a="c"} 2E+00`. */
function samplesIn(line: string): ReadonlyMap<string, number> {
  const samples = line.matchAll(/(\{(?:\w+="(?:[^"\\]|\\.)*"(?:, )?)*\}) ([-+.\dEe]+)/g);
  return new Map([...samples].map(([, labels = '', value]) => [withoutName(labels), Number(value)]));
}

const withoutName = (labels: string): string => labels.replace(/__name__="[^"]*"(, )?/, '');

const labelsIn = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...text.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, label, value]) => [label, value]),
  );

/** What a day came to, as text, and in one line. */
export function quietDayReport({ firings, alerts, moments, passed }: QuietDay): {
  readonly text: string;
  readonly line: string;
} {
  const rows = firings.map(({ alert, severity, from, lasted }) => [
    alert,
    severity,
    new Date(from * 1000).toISOString().slice(11, 16),
    `${Math.round(lasted / 60)} min`,
  ]);
  const above = firings.filter(({ severity }) => severity !== 'low').length;
  const line = `${passed ? '✔' : '✖'} quiet-day: ${alerts} alerts at ${moments} moments, ${above} fired above low`;
  return { text: `${textTable(['alert', 'severity', 'from', 'for'], rows)}\n\n${line}\n`, line };
}
