import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Mistake } from '../../services/viewer/index.ts';
import { explain } from '../../src/cli/command.ts';
import { typeMistakes } from './mistakes.ts';

/** The compiler takes seconds where a redraw takes none, so it has its say afterwards. */
export class TypeCheck {
  private child: ChildProcess | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly agrees: () => void,
    private readonly refuses: (mistakes: readonly Mistake[]) => void,
  ) {}

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
    child.once('close', (code, signal) => {
      if (this.child !== child) return;
      this.child = undefined;
      // Ctrl-C reaches the compiler as well.
      if (signal === 'SIGINT' || signal === 'SIGTERM' || signal === 'SIGHUP') return;
      try {
        if (code === 0) this.agrees();
        else this.refuses(mistakesIn(output, signal));
      } catch (error) {
        explain(error, false);
      }
    });
  }

  end(): void {
    clearTimeout(this.timer);
    this.child?.kill();
    this.child = undefined;
  }
}

/** Without a place in a file there is still a reason why the compiler did not agree. */
function mistakesIn(output: string, signal: string | null): readonly Mistake[] {
  const found = typeMistakes(output);
  if (found.length > 0) return found;
  const message = output.trim().split('\n')[0] || `it ended${signal ? ` by ${signal}` : ' and said nothing'}`;
  return [{ place: 'the compiler of types', message, next: 'npx tsc --noEmit' }];
}
