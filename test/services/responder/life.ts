import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

// Run as a program, this file is a responder in a process of its own, which begins when it is told its settings: loading takes
// longer than most lives last, so the next one is loaded while the former one lives.

/** A process that may become a responder, and may be killed at any moment. */
export interface Life {
  /** Starts the responder; its address, or `undefined` when it was killed before it listened. */
  begin(environment: Readonly<Record<string, string>>): Promise<string | undefined>;
  kill(): void;
  readonly ended: Promise<void>;
}

/** Loads everything that a responder needs. */
export function prepareLife(): Life {
  const child = fork(fileURLToPath(import.meta.url), { execArgv: ['--import', 'tsx'] });
  const ended = once(child, 'exit').then(() => {});
  const ready = once(child, 'message');
  return {
    async begin(environment) {
      await Promise.race([ready, ended]);
      const listening = once(child, 'message').then(([url]) => url as string);
      if (child.connected) child.send(environment);
      return Promise.race([listening, ended.then(() => undefined)]);
    },
    kill: () => child.kill('SIGKILL'),
    ended,
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { readSettings, startResponder } = await import('../../../services/responder/index.ts');
  process.on('disconnect', () => process.exit());
  process.once('message', async (environment: Record<string, string>) => {
    const responder = await startResponder(readSettings(environment));
    process.send?.(responder.url);
  });
  process.send?.('loaded');
}
