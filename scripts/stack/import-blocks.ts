import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Failure } from '../../src/model/failure.ts';

const run = promisify(execFile);

/** Hands files of OpenMetrics text to the storage of a Prometheus that does not run, by `promtool tsdb create-blocks-from`. */
export async function importBlocks(spec: {
  readonly files: readonly string[];
  /** For what lies around in between. */
  readonly folder: string;
  readonly data: string;
  /** What to type where a file is refused. */
  readonly next: string;
  readonly signal: AbortSignal;
}): Promise<void> {
  mkdirSync(spec.data, { recursive: true });
  const queue = [...spec.files];
  // promtool wants a folder for itself; two of them keep two cores busy.
  const worker = async (number: number) => {
    const own = join(spec.folder, `import-${number}`);
    for (let file = queue.shift(); file; file = queue.shift()) await importFile(file, own, spec);
    if (existsSync(own))
      for (const block of readdirSync(own)) renameSync(join(own, block), join(spec.data, block));
  };
  await Promise.all([worker(0), worker(1)]);
}

async function importFile(
  file: string,
  data: string,
  { next, signal }: { readonly next: string; readonly signal: AbortSignal },
): Promise<void> {
  try {
    await run('promtool', ['tsdb', 'create-blocks-from', 'openmetrics', '--quiet', file, data], {
      maxBuffer: 2 ** 26,
      signal,
    });
  } catch (error) {
    signal.throwIfAborted();
    throw new Failure(`promtool cannot import ${file}`, {
      why: (error as Error).message.trim().split('\n').at(-1) ?? '',
      next,
    });
  }
}
