import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Figure } from './figure.ts';
import { median, peakOf, type Run, run, runScript } from './process.ts';
import type { Projects } from './projects.ts';

/** Where the typed project's build leaves its dashboards and rules. */
export const outputs = {
  dashboards: 'grafana-provisioning/dashboards',
  rules: 'generated/prometheus/rules',
} as const;

/** `promtool check rules` on the rules of the typed project. */
export function promtool(typed: string): Promise<Run> {
  const folder = join(typed, outputs.rules);
  const files = readdirSync(folder).map((name) => join(folder, name));
  return run('promtool', ['check', 'rules', ...files]);
}

/** How many rules promtool found. */
export const rulesFound = ({ output }: Run): number =>
  [...output.matchAll(/SUCCESS: (\d+) rules found/g)].reduce((sum, [, count]) => sum + Number(count), 0);

/** Dashboards that the two spellings do not agree on, after both were built. Where queries break over lines is left aside. */
export function disagreements({ typed, plain }: Projects): readonly string[] {
  const read = (...path: readonly string[]): unknown =>
    JSON.parse(readFileSync(join(...path), 'utf8'), (key, value) =>
      key === 'expr' ? value.replaceAll(/\s+/g, ' ').replaceAll('( ', '(').replaceAll(' )', ')') : value,
    );
  return readdirSync(join(plain, 'out/dashboards')).filter(
    (name) => !isDeepStrictEqual(read(typed, outputs.dashboards, name), read(plain, 'out/dashboards', name)),
  );
}

/** Milliseconds of one round, in which all take turns so that a busy machine treats them alike. */
interface Round {
  readonly full: number;
  readonly again: number;
  readonly rules: number;
  readonly promtool: number;
  readonly plainDashboards: number;
  readonly plain: number;
}

async function round({ typed, plain }: Projects): Promise<Round> {
  for (const path of ['grafana-provisioning', 'generated', 'catalog/README.md', 'rules-alone'])
    rmSync(join(typed, path), { recursive: true, force: true });
  rmSync(join(plain, 'out'), { recursive: true, force: true });
  const time = async (running: Promise<Run>): Promise<number> => (await running).milliseconds;
  return {
    full: await time(runScript(typed, 'build.ts')),
    promtool: await time(promtool(typed)),
    plainDashboards: await time(runScript(plain, 'build-dashboards.ts')),
    again: await time(runScript(typed, 'build.ts')),
    plain: await time(runScript(plain, 'build-all.ts')),
    rules: await time(runScript(typed, 'build-rules.ts')),
  };
}

/** A full build in a new process, against the judge of the same rules and against the same dashboards on the bare SDK. */
export async function measureBuild(
  projects: Projects,
  runs: number,
  say: (progress: string) => void,
): Promise<readonly Figure[]> {
  // What the loader keeps of files it has seen is there in every run but the first, as it is for people.
  say('a first round, which is not counted');
  await round(projects);
  const rounds: Round[] = [];
  for (let at = 1; at <= runs; at++) {
    say(`builds, round ${at} of ${runs}`);
    rounds.push(await round(projects));
  }
  say('memory');
  const memory = await peakOf(projects.typed, 'build.ts');
  const plainMemory = await peakOf(projects.plain, 'build-all.ts');
  const middle = (of: (round: Round) => number): number => median(rounds.map(of));
  const time = (id: keyof Round, what: string): Figure => ({
    id,
    what,
    value: middle((one) => one[id]),
    unit: 'ms',
  });
  const ratio = (of: keyof Round, to: keyof Round, what: string, goal?: number): Figure => ({
    id: `${of}-to-${to}`,
    what,
    value: middle((one) => one[of] / one[to]),
    unit: 'times',
    ...(goal !== undefined && { goal }),
  });
  return [
    time('full', 'Full build in a new process, nothing written yet'),
    time('again', 'The same, nothing to write'),
    time('rules', 'Build of the rules alone'),
    time('promtool', '`promtool check rules` on the rules'),
    time('plainDashboards', 'The dashboards alone on the bare SDK'),
    time('plain', 'Dashboards and rules on the bare SDK, nothing checked'),
    ratio('full', 'promtool', 'Full build to promtool', 1.5),
    ratio('rules', 'promtool', 'Build of the rules alone to promtool'),
    ratio('full', 'plainDashboards', 'Full build to the dashboards alone on the bare SDK'),
    ratio('full', 'plain', 'Full build to dashboards and rules on the bare SDK'),
    { id: 'memory', what: 'Most memory of a full build', value: memory, unit: 'bytes', goal: 400e6 },
    { id: 'plainMemory', what: 'Most memory on the bare SDK', value: plainMemory, unit: 'bytes' },
  ];
}
