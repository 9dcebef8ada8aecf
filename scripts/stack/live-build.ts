import type { Mistake, News } from '../../services/viewer/index.ts';
import { explain } from '../../src/cli/command.ts';
import { hasErrors, problemsOf, reportProblems } from '../../src/cli/commands/check.ts';
import { type Kept, Session } from '../../src/cli/commands/watch.ts';
import { load } from '../../src/cli/load.ts';
import { Saves } from '../../src/cli/saves.ts';
import { compile } from '../../src/compile/compile.ts';
import type { Output } from '../../src/compile/output.ts';
import { write } from '../../src/compile/write.ts';
import { exitCode, Failure } from '../../src/model/failure.ts';
import type { Project } from '../../src/model/project.ts';
import { mistakeOf, mistakesOf } from './mistakes.ts';
import { TypeCheck } from './type-check.ts';

/** Told what came of a save, with the project where it is a good one. */
type Tell = (news: News, project?: Project) => void;

/** Mistakes that the terminal shows; the page has room for more. */
const shown = 5;

/**
 * Builds whenever a definition is saved, and tells pages what came of it: at once into a copy that they are drawn from,
 * and into the files of the repository when the compiler of types has agreed.
 */
export class LiveBuild {
  private readonly session: Session;
  private readonly saves = new Saves();
  private readonly types: TypeCheck;
  private copy = '';
  /** Does what is left to do when the compiler agrees. */
  private agreed = (): void => {};
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
    this.session = new Session(loading, (project, kept) => this.draw(project, kept));
    this.types = new TypeCheck(
      () => this.agreed(),
      (mistakes) => this.refused(mistakes),
    );
  }

  /** What the pages show from now on. */
  private draw(project: Project, { memory, disk }: Kept): number {
    const problems = problemsOf(project, process.cwd(), { memory });
    if (problems.length > 0) reportProblems(problems, false);
    if (hasErrors(problems)) {
      this.tell({ type: 'broken', mistakes: mistakesOf(problems) });
      return exitCode.problems;
    }
    const outputs: readonly Output[] = compile(project);
    write(this.copy, outputs, disk);
    this.agreed = () => {
      const { created, updated, removed } = write(process.cwd(), outputs, disk);
      for (const path of [...created, ...updated, ...removed]) process.stdout.write(`written ${path}\n`);
    };
    this.tell({ type: 'built', build: ++this.build }, project);
    return exitCode.ok;
  }

  private refused(mistakes: readonly Mistake[]): void {
    for (const { place, message, why, next } of mistakes.slice(0, shown))
      explain(new Failure(`${place}: ${message}`, { ...(why !== undefined && { why }), next }), false);
    if (mistakes.length > shown) process.stderr.write(`and ${mistakes.length - shown} more: npm run check\n`);
    process.stderr.write(
      'The files stay as they were until this is mended; the page shows what was saved.\n',
    );
    this.tell({ type: 'broken', mistakes });
  }

  /** Follows saves until it is closed. `copy` is the folder that gets the outputs at once. */
  async follow(copy: string): Promise<void> {
    this.copy = copy;
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
