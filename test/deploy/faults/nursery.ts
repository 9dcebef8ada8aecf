import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Children that are started ahead of time: a process takes longer to start than a deployment. */
export class Nursery {
  private readonly ready: Promise<ChildProcess>[] = [];

  constructor(
    size: number,
    /** The module that they run; it says `ready` and waits. */
    private readonly module: URL,
  ) {
    for (let count = 0; count < size; count++) this.ready.push(this.start());
  }

  async take(): Promise<ChildProcess> {
    this.ready.push(this.start());
    return (await this.ready.shift()) as ChildProcess;
  }

  async close(): Promise<void> {
    for (const one of await Promise.all(this.ready)) one.kill('SIGKILL');
    this.ready.length = 0;
  }

  private async start(): Promise<ChildProcess> {
    const process = fork(fileURLToPath(this.module), {
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    await once(process, 'message');
    return process;
  }
}
