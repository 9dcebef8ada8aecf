import { fork } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../src/model/failure.ts';
import type { Figure } from './figure.ts';
import { median } from './process.ts';
import type { SyntheticProject } from './synthesis/project.ts';

interface Edit {
  readonly id: string;
  readonly what: string;
  readonly file: string;
  readonly from: string;
  /** What stands there after the edit of some round: another text each time. */
  readonly to: (round: number) => string;
}

const editsOf = ({ aDashboard, aRuleFile }: SyntheticProject): readonly Edit[] => [
  {
    id: 'edit-dashboard',
    what: 'A threshold of one dashboard edited: from saving it to all files written',
    file: aDashboard,
    from: 'percent(90)',
    to: (round) => `percent(${90 + round / 10})`,
  },
  {
    id: 'edit-alert',
    what: 'A threshold of one alert edited, whose file ten dashboards import',
    file: aRuleFile,
    from: 'percent(10)',
    to: (round) => `percent(${10 + round})`,
  },
  {
    id: 'edit-recording',
    what: 'One recording rule edited, which other rules and dashboards read',
    file: aRuleFile,
    from: "'5m'",
    to: (round) => `'${5 + round}m'`,
  },
];

/** Edits files of a project while `npm run build -- --watch` stays, and waits for what it says. */
export async function measureStay(
  typed: string,
  project: SyntheticProject,
  runs: number,
  say: (progress: string) => void,
): Promise<readonly Figure[]> {
  say('first build of a process that stays');
  const watching = new Watching(typed);
  try {
    await watching.built();
    const figures: Figure[] = [];
    for (const { id, what, file, from, to } of editsOf(project)) {
      const path = join(typed, file);
      const original = readFileSync(path, 'utf8');
      const times: number[] = [];
      for (let round = 1; round <= runs; round++) {
        say(`${id}, round ${round} of ${runs}`);
        times.push(await watching.after(() => writeFileSync(path, original.replace(from, to(round)))));
      }
      await watching.after(() => writeFileSync(path, original));
      figures.push({ id, what, value: median(times), unit: 'ms', goal: 100 });
    }
    return figures;
  } finally {
    watching.end();
  }
}

const pause = 200;

/** A process that watches, and what it printed. */
class Watching {
  private readonly child;
  private output = '';
  private heard = (): void => {};

  constructor(folder: string) {
    this.child = fork('build.ts', ['--watch'], { cwd: folder, execArgv: ['--import', 'tsx'], silent: true });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
        this.heard();
      });
    this.child.on('exit', () => this.heard());
  }

  /** Milliseconds from an edit to the end of the build that it causes. */
  async after(edit: () => void): Promise<number> {
    // Two edits within a moment would be one build.
    await new Promise((resolve) => setTimeout(resolve, pause));
    const begun = performance.now();
    edit();
    await this.built();
    return performance.now() - begun;
  }

  /** Waits for the end of the next build, and for its success. */
  async built(): Promise<void> {
    while (!this.output.includes('Watching') && this.child.exitCode === null)
      await new Promise<void>((resolve) => {
        this.heard = resolve;
      });
    const [said] = this.output.split('Watching');
    if (!/\d+ written, \d+ unchanged/.test(said ?? ''))
      throw new Failure('a build of the process that stays failed', {
        why: this.output.split('\n').slice(0, 5).join('\n'),
        next: 'mend what it says, then run the bench again',
      });
    this.output = '';
  }

  end(): void {
    this.child.kill('SIGINT');
  }
}
