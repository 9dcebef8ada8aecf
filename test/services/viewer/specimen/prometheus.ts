import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importBlocks } from '../../../../scripts/stack/import-blocks.ts';
import {
  claimPort,
  type RunningPrometheus,
  startPrometheus,
} from '../../../../scripts/stack/prometheus-process.ts';

/** The last moment of the specimen, Unix seconds. */
export const specimenEnd = Date.UTC(2026, 2, 10, 15) / 1000;

/** A real Prometheus that holds two hours of series made up by arithmetic, and ten thousand of one more. */
export async function startSpecimen(): Promise<RunningPrometheus & { close(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-specimen-'));
  const data = join(folder, 'data');
  mkdirSync(data);
  const file = join(folder, 'series.om');
  writeFileSync(file, openMetrics());
  await importBlocks({ files: [file], folder, data, next: '', signal: new AbortController().signal });
  const config = join(folder, 'prometheus.yml');
  writeFileSync(config, 'global: {}\n');
  const { port, release } = await claimPort(0, 'Prometheus');
  await release();
  // Few samples, so that a query can ask for too many of them.
  const flags = ['--storage.tsdb.retention.time=100y', '--query.max-samples=25000'];
  const prometheus = await startPrometheus({ config, data, port, flags });
  return {
    ...prometheus,
    async close() {
      await prometheus.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Series as text. The sine is rounded, since machines differ in the last digit of it. */
function openMetrics(): string {
  const moments = Array.from({ length: 121 }, (_, at) => specimenEnd - 7200 + at * 60);
  const wave = (at: number, of: number): number => Math.round(100 * (1 + Math.sin(at / 9 + of))) / 100;
  const lines: string[] = [];
  const gauge = (
    name: string,
    series: readonly (readonly [labels: string, value: (at: number) => number])[],
  ): void => {
    lines.push(`# TYPE ${name} gauge`);
    for (const [labels, value] of series)
      for (const [at, moment] of moments.entries()) lines.push(`${name}{${labels}} ${value(at)} ${moment}`);
  };
  gauge(
    'level',
    ['api', 'worker', 'web'].map((app, of) => [`app="${app}",place="p${of}"`, (at) => wave(at, of)] as const),
  );
  gauge(
    'share',
    ['api', 'worker', 'web'].map(
      (app, of) => [`app="${app}"`, () => [0.42, 0.83, 0.97][of] as number] as const,
    ),
  );
  gauge(
    'state',
    ['api', 'worker'].map(
      (app, of) => [`app="${app}"`, (at) => (at > 40 && at < 60 + 20 * of ? 0 : 1)] as const,
    ),
  );
  lines.push('# TYPE took histogram');
  for (const [place, bound] of ['0.1', '0.5', '1', '+Inf'].entries())
    for (const [at, moment] of moments.entries())
      lines.push(`took_bucket{le="${bound}"} ${at * (place + 1) * 3} ${moment}`);
  lines.push('# TYPE many gauge');
  for (let series = 0; series < 10_000; series++)
    lines.push(`many{number="${series}"} ${series} ${specimenEnd}`);
  return `${lines.join('\n')}\n# EOF\n`;
}
