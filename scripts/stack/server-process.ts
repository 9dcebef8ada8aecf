import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../../src/model/failure.ts';

/** A server that this process started. */
export interface RunningServer {
  /** Settles with the reason when it ends without having been asked to. */
  readonly died: Promise<Failure>;
  /** Asks it to read its configuration again. */
  reload(): void;
  /** Ends it, by its process id, and waits until it is gone. */
  stop(): Promise<void>;
}

/** What to start, and how to tell that it is up. */
export interface ServerSpec {
  /** As people call it. */
  readonly name: string;
  readonly command: readonly [program: string, ...args: string[]];
  readonly folder?: string;
  readonly env?: Readonly<Record<string, string>>;
  isReady(): Promise<boolean>;
  /** What to type when it does not start. */
  readonly next: string;
}

/** Starts a server as a process of its own and waits until it answers. */
export async function startServer(spec: ServerSpec): Promise<RunningServer> {
  // Should this process be killed outright, the kernel ends the server too, where it can be asked to.
  const before =
    spawnSync('setpriv', ['--pdeathsig', 'TERM', 'true']).status === 0
      ? ['setpriv', '--pdeathsig', 'TERM']
      : [];
  const [program = '', ...args] = [...before, ...spec.command];
  const child = spawn(program, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    ...(spec.folder && { cwd: spec.folder }),
    env: { ...process.env, ...spec.env },
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = `${said}${text}`.slice(-4000);
  });
  /** The last thing that it had to say, as the reason of a failure. */
  const failure = (message: string): Failure =>
    new Failure(message, {
      why: said.trim().split('\n').at(-1) || 'it said nothing',
      next: spec.next,
    });
  let asked = false;
  const stop = () => {
    asked = true;
    return end(child);
  };
  const died = new Promise<Failure>((resolve) => {
    child.once('exit', () => {
      if (!asked) resolve(failure(`${spec.name} ended`));
    });
  });
  try {
    for (let tries = 0; !(await spec.isReady().catch(() => false)); tries++) {
      if (child.exitCode !== null || child.signalCode !== null) {
        throw failure(`${spec.name} does not start`);
      }
      if (tries === 600) {
        throw new Failure(`${spec.name} does not answer after a minute`, {
          why: said.trim() || 'it said nothing',
          next: 'the same again, once the machine is less busy',
        });
      }
      await sleep(100);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  const reload = () => {
    child.kill('SIGHUP');
  };
  return { died, reload, stop };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const hard = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await gone;
  clearTimeout(hard);
}
