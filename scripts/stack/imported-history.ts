import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { HistoryFile } from '../../services/simulator/index.ts';
import { Failure } from '../../src/model/failure.ts';

const run = promisify(execFile);

/** Hands what a simulation wrote down to Prometheus' storage, by `promtool tsdb create-blocks-from openmetrics`. */
export async function importHistory(spec: {
  readonly files: readonly HistoryFile[];
  /** For what lies around on the way. */
  readonly folder: string;
  /** Prometheus' storage; made if missing. */
  readonly data: string;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}): Promise<void> {
  const { folder, data, say, signal } = spec;
  const samples = spec.files.reduce((sum, file) => sum + file.samples, 0);
  say(`importing ${samples.toLocaleString('en')} samples`);
  mkdirSync(data, { recursive: true });
  const queue = [...spec.files];
  // promtool wants a folder for itself; two of them keep two cores busy.
  const worker = async (number: number) => {
    const own = join(folder, `import-${number}`);
    for (let file = queue.shift(); file; file = queue.shift()) await importBlocks(file.path, own, signal);
    if (existsSync(own))
      for (const block of readdirSync(own)) renameSync(join(own, block), join(data, block));
  };
  await Promise.all([worker(0), worker(1)]);
}

async function importBlocks(file: string, data: string, signal: AbortSignal): Promise<void> {
  try {
    await run('promtool', ['tsdb', 'create-blocks-from', 'openmetrics', '--quiet', file, data], {
      maxBuffer: 2 ** 26,
      signal,
    });
  } catch (error) {
    signal.throwIfAborted();
    throw new Failure('promtool cannot import the simulated history', {
      why: (error as Error).message.trim().split('\n').at(-1) ?? '',
      next: 'npm start -- --hours 0, which needs no history',
    });
  }
}
