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
  /** Gives the start up. */
  readonly signal?: AbortSignal;
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
  let asked = false;
  const stop = () => {
    asked = true;
    return end(child);
  };
  const died = new Promise<Failure>((resolve) => {
    child.once('exit', () => {
      if (!asked) resolve(endOf(spec, child, 'ended', said));
    });
  });
  try {
    for (let tries = 0; !(await spec.isReady().catch(() => false)); tries++) {
      if (child.exitCode !== null || child.signalCode !== null) {
        throw endOf(spec, child, 'does not start', said);
      }
      if (tries === 600) {
        throw new Failure(`${spec.name} does not answer after a minute`, {
          why: lastWords(said),
          next: 'the same again, once the machine is less busy',
        });
      }
      await sleep(100);
      spec.signal?.throwIfAborted();
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

/** What a server ended of. Who was ended from outside has said nothing of it, and its configuration is not to blame. */
function endOf(
  { name, next }: ServerSpec,
  { signalCode }: ChildProcess,
  otherwise: 'ended' | 'does not start',
  said: string,
): Failure {
  if (signalCode === 'SIGKILL')
    return new Failure(`${name} was ended by SIGKILL`, {
      why: 'somebody ended it, or the system did, being out of memory',
      next: 'the same again, once there is memory to spare',
    });
  if (signalCode !== null)
    return new Failure(`${name} was ended by ${signalCode}`, {
      why: lastWords(said),
      next: 'the same again',
    });
  return new Failure(`${name} ${otherwise}`, { why: lastWords(said), next });
}

/** The last thing that a server had to say, short: of a line of its log the error, else the message. */
function lastWords(said: string): string {
  const line = said.trim().split('\n').at(-1) ?? '';
  const [, quoted] = / err="((?:[^"\\]|\\.)*)"/.exec(line) ?? / msg="((?:[^"\\]|\\.)*)"/.exec(line) ?? [];
  const words = quoted?.replaceAll(/\\(.)/g, '$1') ?? line;
  return (words.length > 200 ? `${words.slice(0, 199)}…` : words) || 'it said nothing';
}
