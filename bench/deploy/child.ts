import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Failure } from '../../src/model/failure.ts';

/** A process of the bench that answers messages, one at a time. What it prints is thrown away, what it complains of is kept. */
export class Child {
  private readonly process: ChildProcess;
  private complaints = '';

  /** `script` is a file of this folder. */
  constructor(private readonly script: string) {
    this.process = fork(fileURLToPath(new URL(script, import.meta.url)), {
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.process.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.complaints += text;
    });
  }

  /** Sends a message, if there is one, and waits for the next that comes back. */
  async hear<Answer>(message?: object): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const ended = (): void =>
        reject(
          new Failure(`${this.script} of the bench ended before it answered`, {
            why: this.complaints.split('\n').slice(0, 5).join('\n'),
            next: 'mend what it says, then run the bench again',
          }),
        );
      this.process.once('close', ended);
      this.process.once('message', (answer) => {
        this.process.off('close', ended);
        resolve(answer as Answer);
      });
      if (message) this.process.send(message);
    });
  }

  /** Lets it go, and waits until it has. */
  async end(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const gone = new Promise((resolve) => this.process.once('exit', resolve));
    if (this.process.connected) this.process.disconnect();
    await gone;
  }
}
