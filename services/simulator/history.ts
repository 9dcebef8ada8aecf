import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ownJobs } from '../../catalog/index.ts';
import type { Metrics } from '../instrumentation/index.ts';
import { createRecording, type Recording } from './recording.ts';
import type { OwnJob } from './serve.ts';

/** A simulation, as far as its past is concerned. */
interface Played {
  readonly clock: number;
  step(clock: number): void;
  metrics(job: OwnJob): Metrics;
}

/** Which past to write, and where. */
export interface HistoryOptions {
  /** Directory of the files; made if missing. */
  readonly dir: string;
  /** Unix time of the last sample, in seconds. */
  readonly end: number;
  /** Default 24. */
  readonly hours?: number;
  /**
   * Seconds between samples, default 60. A rate needs two samples in its window. A value that stands still is written every
   * two minutes only.
   */
  readonly step?: number;
  /** Unix time to write beside the samples of a moment; default the moment itself. */
  readonly stamp?: (clock: number) => number;
  /** The `instance` label that scraping the live endpoint will give; default the target of the catalog. */
  readonly instances?: Readonly<Partial<Record<OwnJob, string>>>;
  /** Ends the writing where it stands. */
  readonly signal?: AbortSignal;
}

/** A part of the past: at most two hours, which is what Prometheus keeps in one block. */
export interface HistoryFile {
  readonly path: string;
  /** Unix times of its first and last sample. */
  readonly from: number;
  readonly to: number;
  readonly series: number;
  readonly samples: number;
}

/** Length of a block of Prometheus, in seconds. Blocks begin at multiples of it. */
const block = 7200;

/** Writes in pieces of a family, so that no file is ever whole in memory. */
async function write(recording: Recording, path: string): Promise<void> {
  const file = createWriteStream(path);
  for (const chunk of recording.text()) if (!file.write(chunk)) await once(file, 'drain');
  file.end();
  await once(file, 'finish');
}

/**
 * Writes the past as OpenMetrics text, for `promtool tsdb create-blocks-from openmetrics FILE DATA`. promtool reads a file
 * once for every block in it, so there is a file per block.
 */
export async function writeHistory(
  simulator: Played,
  options: HistoryOptions,
): Promise<readonly HistoryFile[]> {
  const { dir, end, hours = 24, step = 60, instances = {}, stamp = (clock) => clock } = options;
  await mkdir(dir, { recursive: true });
  const files: HistoryFile[] = [];
  const earliest = Math.max(simulator.clock, end - hours * 3600);
  // Counted back from the end, so that the last sample is there and live scrapes continue without a gap.
  const start = end - Math.floor((end - earliest) / step) * step;
  let recording = createRecording(stamp);
  let from = stamp(start);

  const close = async (to: number): Promise<void> => {
    if (recording.series === 0) return;
    const path = join(dir, `${String(files.length).padStart(3, '0')}.om`);
    await write(recording, path);
    files.push({ path, from, to, series: recording.series, samples: recording.samples });
    recording = createRecording(stamp);
  };

  for (let clock = start; clock <= end; clock += step) {
    if (Math.floor(stamp(clock) / block) !== Math.floor(from / block)) {
      await close(stamp(clock - step));
      from = stamp(clock);
    }
    options.signal?.throwIfAborted();
    simulator.step(clock);
    for (const job of ownJobs) {
      const target = { job: job.name, instance: instances[job.name] ?? job.targets[0] ?? job.name };
      recording.add(clock, await simulator.metrics(job.name).families(), target);
    }
  }
  await close(stamp(end));
  return files;
}
