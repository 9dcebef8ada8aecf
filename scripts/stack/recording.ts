import { rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createSimulator } from '../../services/simulator/index.ts';
import { chosenSeries } from './chosen-series.ts';
import { importHistory } from './imported-history.ts';
import { requirePrometheus } from './programs.ts';
import { claimPort, type RunningPrometheus, startPrometheus } from './prometheus-process.ts';
import { recordHistory } from './recorded-history.ts';
import { createWorkspace } from './workspace.ts';

/** The last moment of the recording, Unix seconds: a Tuesday in March 2026, in the afternoon, in the middle of work. */
export const recordedUntil = Date.UTC(2026, 2, 10, 15, 30) / 1000;

/** A real Prometheus that holds a past, and gets no present: the same answers on every machine, whenever it is asked. */
export interface Recording {
  readonly prometheus: RunningPrometheus;
  close(): Promise<void>;
}

/** Plays the simulator until that moment, records what rules would have recorded, and lets Prometheus answer. */
export async function openRecording(spec: {
  /** The text of a rule file for each level of recording rules. */
  readonly levels: readonly string[];
  /** The names of the scraped series that are asked for; all of them unless told. */
  readonly only?: ReadonlySet<string>;
  readonly hours: number;
  readonly seed: number;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}): Promise<Recording> {
  const { levels, only, hours, seed, say, signal } = spec;
  requirePrometheus(say);
  const folder = createWorkspace();
  const closing: (() => Promise<void> | void)[] = [() => rmSync(folder, { recursive: true, force: true })];
  const close = async () => {
    for (const one of closing.splice(0).reverse()) await one();
  };
  try {
    const from = recordedUntil - hours * 3600;
    say(`simulating ${hours} h of history`);
    const simulator = createSimulator({ seed, start: from });
    const recent = Math.min(hours, 6);
    const write = (name: string, end: number, length: number, step: number) =>
      simulator.writeHistory({ dir: join(folder, name), end, hours: length, step });
    const files = [
      // What is a week away is looked at from far away.
      ...(hours > recent ? await write('older', recordedUntil - recent * 3600, hours - recent, 120) : []),
      ...(await write('recent', recordedUntil, recent, 30)),
    ];
    const chosen = [];
    for (const file of files)
      chosen.push(
        only
          ? {
              ...file,
              path: await chosenSeries(file.path, only, join(folder, 'chosen', basename(dirname(file.path)))),
            }
          : file,
      );
    const data = join(folder, 'data');
    await importHistory({ files: chosen, folder, data, say, signal });
    const { port, release } = await claimPort(0, 'Prometheus');
    await release();
    // The past is as old as it is.
    const flags = ['--storage.tsdb.retention.time=100y'];
    const next = 'npm run build -- --check';
    await recordHistory({ levels, folder, data, port, flags, from, to: recordedUntil, next, say, signal });
    const config = join(folder, 'prometheus.yml');
    writeFileSync(config, 'global: {}\n');
    const prometheus = await startPrometheus({ config, data, port, flags });
    closing.push(() => prometheus.stop());
    return { prometheus, close };
  } catch (error) {
    await close();
    throw error;
  }
}
