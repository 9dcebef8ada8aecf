import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

// promtool and prometheus come with the system, not with npm. One test (promtool.test.ts) fails where they are missing and
// says what to type; the others are skipped with `{ skip: withoutPromtool }`, so that one cause is told once.

/** What to do where promtool or prometheus is missing. */
export const advice =
  'promtool is not on the PATH: type "apt-get install prometheus", or see prometheus.io/download';

/** Where a program is, looking through the PATH; `undefined` where it is not. */
export function onPath(program: string, path: string = process.env.PATH ?? ''): string | undefined {
  return path
    .split(delimiter)
    .map((folder) => join(folder, program))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** For `test(name, { skip: withoutPromtool }, ...)`: why it is skipped, or `false`. */
export const withoutPromtool: string | false = onPath('promtool') ? false : 'promtool is missing';
/** The same for tests that start a Prometheus server. */
export const withoutPrometheus: string | false = onPath('prometheus') ? false : 'prometheus is missing';

/** What promtool answered. */
export interface Verdict {
  readonly ok: boolean;
  /** All that it printed. */
  readonly output: string;
}

/** Runs promtool with some arguments, and text on its standard input if given. */
export function promtool(args: readonly string[], input?: string): Verdict {
  const file = onPath('promtool');
  if (!file) return { ok: false, output: advice };
  const { status, stdout, stderr }: SpawnSyncReturns<string> = spawnSync(file, args, {
    encoding: 'utf8',
    ...(input !== undefined && { input }),
  });
  return { ok: status === 0, output: `${stdout}${stderr}` };
}

/** `promtool check rules` on files. */
export const checkRules = (...files: readonly string[]): Verdict => promtool(['check', 'rules', ...files]);
/** `promtool test rules` on files of rule tests. */
export const testRules = (...files: readonly string[]): Verdict => promtool(['test', 'rules', ...files]);
/** `promtool check config` on a Prometheus configuration, without looking for the files it names. */
export const checkConfig = (file: string): Verdict => promtool(['check', 'config', '--syntax-only', file]);
/** `promtool check metrics` on a page in the text exposition format. */
export const checkMetrics = (page: string): Verdict => promtool(['check', 'metrics'], page);
