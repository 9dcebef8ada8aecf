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

/** Dashboards that the two spellings do not agree on, after both were built. */
export function disagreements({ typed, plain }: Projects): readonly string[] {
  const read = (...path: readonly string[]): unknown => JSON.parse(readFileSync(join(...path), 'utf8'));
  return readdirSync(join(plain, 'out/dashboards')).filter(
    (name) => !isDeepStrictEqual(read(typed, outputs.dashboards, name), read(plain, 'out/dashboards', name)),
  );
}

/** A full build in a new process, against the judge of the same rules and against the same dashboards on the bare SDK. */
export async function measureBuild(
  projects: Projects,
  runs: number,
  say: (progress: string) => void,
): Promise<readonly Figure[]> {
  const { typed, plain } = projects;
  const clean = (): void => {
    for (const folder of ['grafana-provisioning', 'generated', 'catalog/README.md'])
      rmSync(join(typed, folder), { recursive: true, force: true });
    rmSync(join(plain, 'out'), { recursive: true, force: true });
  };
  // What the loader keeps of files it has seen is there in every run but the first, as it is for people.
  say('first builds, which are not counted');
  for (const [folder, script] of [
    [typed, 'build.ts'],
    [plain, 'build-all.ts'],
  ] as const)
    await runScript(folder, script);

  const rounds: Record<'first' | 'again' | 'judge' | 'dashboards' | 'all', number>[] = [];
  for (let round = 1; round <= runs; round++) {
    say(`builds, round ${round} of ${runs}`);
    clean();
    const first = await runScript(typed, 'build.ts');
    const judge = await promtool(typed);
    const dashboards = await runScript(plain, 'build-dashboards.ts');
    const again = await runScript(typed, 'build.ts');
    const all = await runScript(plain, 'build-all.ts');
    rounds.push({
      first: first.milliseconds,
      again: again.milliseconds,
      judge: judge.milliseconds,
      dashboards: dashboards.milliseconds,
      all: all.milliseconds,
    });
  }
  say('memory');
  const memory = [await peakOf(typed, 'build.ts'), await peakOf(plain, 'build-all.ts')] as const;
  const middle = (of: (round: (typeof rounds)[number]) => number): number => median(rounds.map(of));
  const time = (id: string, what: string, of: (round: (typeof rounds)[number]) => number): Figure => ({
    id,
    what,
    value: middle(of),
    unit: 'ms',
  });
  const ratio = (
    id: string,
    what: string,
    of: (round: (typeof rounds)[number]) => number,
    goal?: number,
  ): Figure => ({
    id,
    what,
    value: middle(of),
    unit: 'times',
    ...(goal !== undefined && { goal }),
  });
  return [
    time('build', 'Full build, nothing written yet', ({ first }) => first),
    time('build-again', 'Full build, nothing to write', ({ again }) => again),
    time('promtool', '`promtool check rules` on its rules', ({ judge }) => judge),
    time('plain-dashboards', 'The dashboards alone on the bare SDK', (round) => round.dashboards),
    time('plain-all', 'Dashboards and rules on the bare SDK, nothing checked', ({ all }) => all),
    ratio('build-to-promtool', 'Full build to promtool', ({ first, judge }) => first / judge, 1.5),
    ratio(
      'build-to-plain-dashboards',
      'Full build to the dashboards alone on the bare SDK',
      (round) => round.first / round.dashboards,
    ),
    ratio(
      'build-to-plain-all',
      'Full build to dashboards and rules on the bare SDK',
      ({ first, all }) => first / all,
    ),
    { id: 'memory', what: 'Most memory of a full build', value: memory[0], unit: 'bytes', goal: 400e6 },
    { id: 'plain-memory', what: 'Most memory on the bare SDK', value: memory[1], unit: 'bytes' },
  ];
}
