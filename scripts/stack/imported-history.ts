import type { HistoryFile } from '../../services/simulator/index.ts';
import { importBlocks } from './import-blocks.ts';

/** Hands what a simulation wrote down to Prometheus' storage. */
export async function importHistory(spec: {
  readonly files: readonly HistoryFile[];
  /** For what lies around on the way. */
  readonly folder: string;
  /** Prometheus' storage; made if missing. */
  readonly data: string;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}): Promise<void> {
  const { files, say, ...rest } = spec;
  const samples = files.reduce((sum, file) => sum + file.samples, 0);
  say(`importing ${samples.toLocaleString('en')} samples`);
  await importBlocks({
    ...rest,
    files: files.map(({ path }) => path),
    next: 'npm start -- --hours 0, which needs no history',
  });
}
