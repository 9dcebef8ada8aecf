import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createSimulator } from '../../services/simulator/index.ts';
import { type OpenLocal, type Past, seriesNeeded } from '../../src/cli/backtest/past.ts';
import { type RecordedApart, recordedApart } from '../../src/engine/recorded-apart.ts';
import { exitCode, Failure } from '../../src/model/failure.ts';
import { chosenSeries } from './chosen-series.ts';
import { importBlocks } from './import-blocks.ts';
import { requirePrometheus } from './programs.ts';
import { claimPort, startPrometheus } from './prometheus-process.ts';
import { levelText, recordHistory } from './recorded-history.ts';
import { createWorkspace } from './workspace.ts';

/** Data may be as old as it likes. */
const flags = ['--storage.tsdb.retention.time=100y'];

/** Loads data into a Prometheus of its own, records what the versions of an alert read, and lets it answer. */
export const openLocal: OpenLocal = async (options) => {
  const { before, after, file, hours = 24, seed, until, say, interruption } = options;
  if (file !== undefined) readable(file);
  requirePrometheus(say);
  const folder = createWorkspace();
  const closing: (() => Promise<void> | void)[] = [() => rmSync(folder, { recursive: true, force: true })];
  const close = async () => {
    for (const one of closing.splice(0).reverse()) await one();
  };
  try {
    const files =
      file === undefined
        ? await simulated({ folder, hours, seed, say, end: until ?? Math.floor(Date.now() / 1000) })
        : [file];
    const signal = interruption();
    const names = seriesNeeded(options);
    say('reading the data');
    const found = new Set<string>();
    const chosen: string[] = [];
    for (const path of files)
      chosen.push(await chosenSeries(path, new Set(names), join(folder, 'chosen'), found));
    const data = join(folder, 'data');
    const next = 'promtool tsdb create-blocks-from openmetrics FILE says more; the text must end with # EOF';
    await importBlocks({ files: chosen, folder, data, next, signal });
    const extent = extentOf(data);
    if (!extent)
      throw new Failure(`${file ?? 'the simulator'} has none of the series that the alert reads`, {
        why: `it reads ${names.join(', ') || 'nothing'}`,
        next: '--prometheus URL of a server that has them',
      });
    const from = hours && options.hours ? Math.max(extent.from, extent.to - hours * 3600) : extent.from;
    const apart = recordedApart([...(before ? [before] : []), ...(after ? [after] : [])]);
    const { port, release } = await claimPort(0, 'Prometheus');
    await release();
    const common = { folder, data, port, flags };
    const levels = apart.levels.map((level) => levelText(level));
    await recordHistory({ ...common, levels, ...extent, next: 'npm run build -- --check', say, signal });
    signal.throwIfAborted();
    const config = join(folder, 'empty.yml');
    writeFileSync(config, 'global: {}\n');
    const prometheus = await startPrometheus({ ...common, config });
    closing.push(() => prometheus.stop());
    return {
      what: file === undefined ? `${hours} h of the simulator` : basename(file),
      server: {
        seriesOf(expr, range) {
          signal.throwIfAborted();
          return prometheus.api.seriesOf(expr, range);
        },
      },
      ...versionsOf(apart, before !== undefined, after !== undefined),
      from,
      to: extent.to,
      missing: names.filter((name) => !found.has(name)),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
};

function versionsOf(
  { versions }: RecordedApart,
  hasBefore: boolean,
  hasAfter: boolean,
): Pick<Past, 'before' | 'after'> {
  const [one, other] = versions;
  const after = hasBefore ? other : one;
  return { ...(hasBefore && one && { before: one }), ...(hasAfter && after && { after }) };
}

function readable(file: string): void {
  if (existsSync(file) && statSync(file).isFile()) return;
  throw new Failure(`there is no file ${file}`, {
    next: 'name a file of OpenMetrics text with time stamps, or leave --data out to simulate',
    exit: exitCode.usage,
  });
}

/** Fine enough for a rate over a minute. */
const resolution = 30;

async function simulated(spec: {
  readonly folder: string;
  readonly hours: number;
  readonly seed: number;
  readonly end: number;
  readonly say: (line: string) => void;
}): Promise<readonly string[]> {
  const { folder, hours, seed, end, say } = spec;
  say(`simulating ${hours} h of history`);
  const simulator = createSimulator({ seed, start: end - hours * 3600 });
  const files = await simulator.writeHistory({
    dir: join(folder, 'simulated'),
    end,
    hours,
    step: resolution,
  });
  return files.map(({ path }) => path);
}

/** First and last moment of the blocks in a folder. */
function extentOf(data: string): { readonly from: number; readonly to: number } | undefined {
  const metas = readdirSync(data).map((block) =>
    JSON.parse(readFileSync(join(data, block, 'meta.json'), 'utf8')),
  );
  if (metas.length === 0) return undefined;
  return {
    from: Math.ceil(Math.min(...metas.map(({ minTime }) => minTime)) / 1000),
    // The end of a block is the moment after its last sample.
    to: Math.floor((Math.max(...metas.map(({ maxTime }) => maxTime)) - 1) / 1000),
  };
}
