import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { diffMarkdown } from '../src/cli/diff/markdown.ts';
import { comparedSets } from '../src/cli/diff/sets.ts';
import { gitIn } from '../src/cli/git.ts';
import { stableJson } from '../src/compile/json.ts';
import { diffOutputs } from '../src/review/outputs/diff-outputs.ts';
import { outputs } from './build.ts';
import type { Figure } from './figure.ts';
import { median, root, run, runScript } from './process.ts';
import type { Projects } from './projects.ts';

/** Milliseconds of one round, in which all take turns so that a busy machine treats them alike. */
interface Round {
  readonly floor: number;
  readonly some: number;
  readonly floorOfAll: number;
  readonly all: number;
  readonly command: number;
  readonly compiled: number;
}

/** Diffs of the typed project's outputs: a fiftieth of the dashboards edited in one commit, and each of them in the next. */
export async function measureDiff(
  { typed }: Projects,
  runs: number,
  say: (progress: string) => void,
): Promise<readonly Figure[]> {
  say('diff: committing the outputs');
  await runScript(typed, 'build.ts');
  const boards = readdirSync(join(typed, outputs.dashboards)).filter((name) => name.endsWith('.json'));
  const few = boards.filter((_, at) => at % 50 === 0);
  const git = (...words: string[]) =>
    run('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.com', ...words], { cwd: typed });
  await git('init', '-q');
  const commit = async (): Promise<string> => {
    await git('add', '-f', 'generated', 'grafana-provisioning');
    await git('commit', '-q', '-m', 'x');
    return (await git('rev-parse', 'HEAD')).output.trim();
  };
  const base = await commit();
  edit(typed, few, 0.123);
  const some = await commit();
  edit(typed, boards, 0.321);
  const all = await commit();
  const rounds: Round[] = [];
  for (let at = 1; at <= runs; at++) {
    say(`diff, round ${at} of ${runs}`);
    rounds.push({
      floor: await floor(typed, base, some),
      some: await compared(typed, base, some, few.length),
      floorOfAll: await floor(typed, base, all),
      all: await compared(typed, base, all, boards.length),
      command: await whole(typed, base, some),
      compiled: await whole(typed, some),
    });
  }
  const of = (name: keyof Round): number => median(rounds.map((round) => round[name]));
  const ratio = (one: keyof Round, other: keyof Round): number =>
    median(rounds.map((round) => round[one] / round[other]));
  const [count, edited] = [boards.length.toLocaleString('en-US'), few.length];
  const ms = (id: string, what: string, name: keyof Round, goal?: number): Figure => ({
    id,
    what,
    value: of(name),
    unit: 'ms',
    ...(goal !== undefined && { goal }),
  });
  return [
    ms(
      'diff-floor',
      `\`git diff\` and \`JSON.parse\` of both versions, ${edited} of ${count} dashboards edited`,
      'floor',
    ),
    ms('diff-some', 'The diff of the same, as Markdown', 'some'),
    { id: 'diff-some-ratio', what: 'The diff to that floor', value: ratio('some', 'floor'), unit: 'times' },
    ms('diff-floor-all', 'The floor with every dashboard edited', 'floorOfAll'),
    ms('diff-all', 'The diff with every dashboard edited', 'all'),
    {
      id: 'diff-all-ratio',
      what: 'That diff to its floor',
      value: ratio('all', 'floorOfAll'),
      unit: 'times',
    },
    ms(
      'diff-command',
      `\`npm run diff -- REV REV --no-backtest\` from start to end, ${edited} edited`,
      'command',
      5000,
    ),
    ms('diff-compiled', 'The same against the files now, which are loaded and compiled first', 'compiled'),
  ];
}

/** Another threshold and another query in a panel of each. */
function edit(typed: string, boards: readonly string[], by: number): void {
  for (const name of boards) {
    const file = join(typed, outputs.dashboards, name);
    const board = JSON.parse(readFileSync(file, 'utf8'));
    const panel = board.panels.find(({ targets = [] }: { targets?: unknown[] }) => targets.length > 0);
    panel.targets[0].expr = `${panel.targets[0].expr} + ${by}`;
    panel.fieldConfig.defaults.max = by;
    writeFileSync(file, stableJson(board));
  }
}

/** What cannot be done without: the text of the difference, and both versions of each file as JSON. */
async function floor(typed: string, from: string, to: string): Promise<number> {
  const begun = performance.now();
  const git = gitIn(typed);
  const text = git.text('diff', '--raw', '--no-abbrev', from, to) ?? '';
  git.text('diff', from, to);
  const names = text.split('\n').flatMap((line) => /^:\d+ \d+ (\w+) (\w+)/.exec(line)?.slice(1, 3) ?? []);
  for (const blob of git.blobs(names).values()) JSON.parse(blob.toString('utf8'));
  return performance.now() - begun;
}

async function compared(typed: string, from: string, to: string, edited: number): Promise<number> {
  const begun = performance.now();
  const { before, after } = await comparedSets({ root: typed, definitions: never }, [from, to], () => {});
  const diff = diffOutputs(before, after);
  diffMarkdown({ diff, backtests: [], pictures: [] }, { whole: '' });
  const milliseconds = performance.now() - begun;
  if (diff.changes.length !== edited) throw new Error(`${diff.changes.length} of ${edited} edits were found`);
  return milliseconds;
}

const never = (): never => {
  throw new Error('nothing is compiled for two commits');
};

/** A new process from start to end. */
async function whole(typed: string, ...revisions: readonly string[]): Promise<number> {
  const tsx = join(root, 'node_modules/tsx/dist/cli.mjs');
  const words = [...revisions, '--no-backtest'];
  return (await run(process.execPath, [tsx, 'diff.ts', ...words], { cwd: typed })).milliseconds;
}
