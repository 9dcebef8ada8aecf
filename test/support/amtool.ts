import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onPath } from './promtool.ts';

// amtool and Alertmanager come with the system, as promtool does.

/** For `test(name, { skip: withoutAmtool }, ...)`: why it is skipped, or `false`. */
export const withoutAmtool: string | false = onPath('amtool') ? false : 'amtool is missing';
/** Debian calls it by a longer name. */
export const alertmanagerProgram: string | undefined =
  onPath('prometheus-alertmanager') ?? onPath('alertmanager');
/** The same for tests that start an Alertmanager. */
export const withoutAlertmanager: string | false = alertmanagerProgram ? false : 'Alertmanager is missing';

/** Runs amtool with some arguments. What it says beside its answer counts only where there is none. */
export function amtool(...args: readonly string[]): { readonly ok: boolean; readonly output: string } {
  const { status, stdout, stderr } = spawnSync('amtool', args, { encoding: 'utf8' });
  return { ok: status === 0, output: status === 0 ? stdout : `${stdout}${stderr}` };
}

/** The receivers that amtool finds for an alert. */
export function routed(config: string, labels: Readonly<Record<string, string>>): readonly string[] {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
  const { ok, output } = amtool('config', 'routes', 'test', `--config.file=${config}`, ...pairs);
  if (!ok) throw new Error(output);
  return output.trim().split(',');
}

/** Runs something in a folder with files in it, and removes the folder. */
export async function withFiles<Result>(
  files: Readonly<Record<string, string>>,
  work: (folder: string) => Result | Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-routing-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
