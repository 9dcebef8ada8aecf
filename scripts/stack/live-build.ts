import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { News } from '../../services/viewer/index.ts';
import { hasErrors, problemsOf, reportProblems } from '../../src/cli/commands/check.ts';
import { Session } from '../../src/cli/commands/watch.ts';
import { load } from '../../src/cli/load.ts';
import { Saves } from '../../src/cli/saves.ts';
import { compile } from '../../src/compile/compile.ts';
import { write } from '../../src/compile/write.ts';
import { exitCode } from '../../src/model/failure.ts';
import type { Project } from '../../src/model/project.ts';
import { mistakeOf, mistakesOf, typeMistakes } from './mistakes.ts';

/** Told what came of a save, with the project where it is a good one. */
type Tell = (news: News, project?: Project) => void;

/** Builds whenever a definition is saved, as `npm run build -- --watch` does, and tells pages what came of it. */
export class LiveBuild {
  private readonly session: Session;
  private readonly saves = new Saves();
  private readonly types: TypeCheck;
  private build = 0;

  /** Has to be made before the first definition is loaded: it knows only what is loaded from then on. */
  constructor(
    definitions: () => Promise<Project>,
    private readonly tell: Tell,
  ) {
    const loading = async (): Promise<Project> => {
      try {
        return await definitions();
      } catch (error) {
        // What the terminal says in its way the page says in its own; the session makes a Failure of it.
        const failure = await load(() => Promise.reject(error)).catch((one: unknown) => one);
        this.tell({ type: 'broken', mistakes: [mistakeOf(failure)] });
        throw failure;
      }
    };
    this.session = new Session(loading, (project, { memory, disk }) => {
      const problems = problemsOf(project, process.cwd(), { memory });
      if (problems.length > 0) reportProblems(problems, false);
      if (hasErrors(problems)) {
        this.tell({ type: 'broken', mistakes: mistakesOf(problems) });
        return exitCode.problems;
      }
      const { created, updated, removed } = write(process.cwd(), compile(project), disk);
      for (const path of [...created, ...updated, ...removed]) process.stdout.write(`written ${path}\n`);
      this.tell({ type: 'built', build: ++this.build }, project);
      return exitCode.ok;
    });
    this.types = new TypeCheck((mistakes) => this.tell({ type: 'broken', mistakes }));
  }

  /** Follows saves until it is closed. */
  async follow(): Promise<void> {
    this.saves.follow(await this.session.build([]));
    for (let saved = await this.saves.next(); saved.length > 0; saved = await this.saves.next()) {
      if (!this.session.concerns(saved)) continue;
      this.types.end();
      const before = this.build;
      this.saves.follow(await this.session.build(saved));
      // What does not even load has been told already.
      if (this.build > before) this.types.start();
    }
  }

  /** Lets the process end. */
  close(): void {
    this.types.end();
    this.saves.close();
    this.session.close();
  }
}

/** The compiler takes seconds where a redraw takes none, so it has its say afterwards. */
class TypeCheck {
  private child: ChildProcess | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly told: (mistakes: ReturnType<typeof typeMistakes>) => void) {}

  /** The page draws first: it needs the processor for less than this. */
  start(): void {
    this.timer = setTimeout(() => this.run(), 1000);
  }

  private run(): void {
    const tsc = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url));
    const compiler = [tsc, '--noEmit', '--pretty', 'false'];
    const remembering = ['--incremental', '--tsBuildInfoFile', '.sightline/types.tsbuildinfo'];
    const child = spawn(process.execPath, [...compiler, ...remembering], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    this.child = child;
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.once('close', () => {
      if (this.child !== child) return;
      this.child = undefined;
      const mistakes = typeMistakes(output);
      if (mistakes.length > 0) this.told(mistakes);
    });
  }

  end(): void {
    clearTimeout(this.timer);
    this.child?.kill();
    this.child = undefined;
  }
}
