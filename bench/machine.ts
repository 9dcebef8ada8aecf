import { readFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { root, run } from './process.ts';

/** What the figures depend on. Nothing that tells whose machine it is. */
export async function machine(): Promise<Readonly<Record<string, string>>> {
  const version = (name: string): string =>
    JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')).version;
  const { output } = await run('promtool', ['--version']);
  return {
    Processor: `${cpus().length} cores of ${cpus()[0]?.model.trim() ?? 'an unknown model'}`,
    'Load before': `${(loadavg()[0] ?? 0).toFixed(1)} processes that wanted a core`,
    Memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    Node: process.versions.node,
    promtool: /version ([^\s,]+)/.exec(output)?.[1] ?? 'unknown',
    TypeScript: version('typescript'),
    'Foundation SDK': version('@grafana/grafana-foundation-sdk'),
  };
}
