import { Memory } from '../../checks/memory.ts';
import { Disk } from '../../compile/disk.ts';
import { exitCode } from '../../model/failure.ts';
import type { Project } from '../../model/project.ts';
import { explain } from '../command.ts';
import { load } from '../load.ts';
import { Reload } from '../reload.ts';
import { Saves } from '../saves.ts';

/** What a build knows from the one before it. */
export interface Kept {
  readonly memory: Memory;
  readonly disk: Disk;
}

/** `npm run build -- --watch`: builds whenever a definition is saved, until Ctrl-C. A mistake is told, and waited out. */
export async function watch(
  definitions: () => Promise<Project>,
  build: (project: Project, kept: Kept) => number,
): Promise<number> {
  const session = new Session(definitions, build);
  const saves = new Saves();
  process.once('SIGINT', () => saves.close());
  saves.follow(await session.build([]));
  for (let saved = await saves.next(); saved.length > 0; saved = await saves.next())
    if (session.concerns(saved)) saves.follow(await session.build(saved));
  session.close();
  return exitCode.ok;
}

/** Builds of the same project, one after the other. */
export class Session {
  private readonly reload = new Reload();
  private readonly kept: Kept = { memory: new Memory(), disk: new Disk() };
  private readonly files = new Set<string>();
  /** Saved since the definitions were last loaded without a failure. */
  private readonly pending = new Set<string>();

  constructor(
    private readonly definitions: () => Promise<Project>,
    private readonly compile: (project: Project, kept: Kept) => number,
  ) {}

  /** Whether something is to be built: after a failure, a file that nothing could import so far may be what was missing. */
  concerns(saved: readonly string[]): boolean {
    return this.pending.size > 0 || saved.some((path) => this.files.has(path));
  }

  /** Builds with what was saved, tells what came of it, and answers with every file that the definitions are in. */
  async build(saved: readonly string[]): Promise<Iterable<string>> {
    for (const path of saved) this.pending.add(path);
    // What was loaded before the first build is asked for below; an empty list would ask for it here.
    if (this.pending.size > 0) await this.reload.edited(this.pending);
    try {
      const project = await load(this.definitions);
      this.pending.clear();
      this.compile(project, this.kept);
    } catch (error) {
      explain(error, false);
    }
    for (const path of await this.reload.imported()) this.files.add(path);
    process.stdout.write('Watching; Ctrl-C ends.\n');
    return this.files;
  }

  /** Lets the process end. */
  close(): void {
    this.reload.close();
  }
}
