import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { stringify } from 'yaml';
import { Failure } from '../../src/model/failure.ts';
import type { WrittenRule } from '../../src/model/written-rule.ts';
import { startPrometheus } from './prometheus-process.ts';

const run = promisify(execFile);

/**
 * When within its interval a group is evaluated follows from its name and the path of its file. All levels have the same, so that a rule reads
 * what was recorded at its very moment, and what was recorded is the same whenever it is done again.
 */
const ruleFile = 'history.rules.yml';

/** Rules with their intervals in seconds as groups: one for each interval, so that its rules share their moments. */
export function groupedByInterval<Of extends { readonly seconds: number }>(
  rules: readonly Of[],
): readonly { readonly name: string; readonly seconds: number; readonly rules: readonly Of[] }[] {
  return [...new Set(rules.map(({ seconds }) => seconds))].map((seconds) => ({
    name: `every ${seconds} s`,
    seconds,
    rules: rules.filter((one) => one.seconds === seconds),
  }));
}

/** The text of a rule file for a level of recording rules; none is evaluated more often than every `finest` seconds. */
export const levelText = (level: readonly WrittenRule[], finest = 0): string =>
  stringify({
    groups: groupedByInterval(
      level.map((rule) => ({ ...rule, seconds: Math.max(finest, rule.interval) })),
    ).map(({ name, seconds, rules }) => ({
      name,
      interval: `${seconds}s`,
      rules: rules.map(({ name: record, expr, labels }) => ({ record, expr, labels })),
    })),
  });

/**
 * Records what rules would have recorded, had Prometheus been running all the time, by `promtool tsdb create-blocks-from
 * rules`. A rule can only be computed from series that Prometheus already serves, and it reads new blocks when it starts:
 * so there is one start for each level of rules that read rules.
 */
export async function recordHistory(spec: {
  /** The text of a rule file for each level. */
  readonly levels: readonly string[];
  readonly folder: string;
  readonly data: string;
  readonly port: number;
  readonly flags: readonly string[];
  readonly from: number;
  /** Until now where absent, whenever a level is begun. */
  readonly to?: number;
  /** What to type where it fails. */
  readonly next: string;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}): Promise<void> {
  const { levels, data, port, flags } = spec;
  const config = join(spec.folder, 'history.yml');
  writeFileSync(config, 'global: {}\n');
  for (const [index, text] of levels.entries()) {
    spec.signal.throwIfAborted();
    spec.say(`recording the history of rules, ${index + 1} of ${levels.length}`);
    writeFileSync(join(spec.folder, ruleFile), text);
    const prometheus = await startPrometheus({ config, data, port, flags });
    try {
      const range = [`--start=${spec.from}`, `--end=${spec.to ?? Math.floor(Date.now() / 1000)}`];
      await run(
        'promtool',
        [
          'tsdb',
          'create-blocks-from',
          'rules',
          '--quiet',
          `--url=${prometheus.url}`,
          ...range,
          `--output-dir=${resolve(data)}`,
          ruleFile,
        ],
        { cwd: spec.folder, maxBuffer: 2 ** 26, signal: spec.signal },
      );
    } catch (error) {
      spec.signal.throwIfAborted();
      // Where Prometheus is gone, promtool only says that nobody answers.
      const died = await Promise.race([prometheus.died, sleep(500, undefined)]);
      if (died) throw died;
      throw new Failure('promtool cannot record the history of the rules', {
        why: (error as Error).message.trim().split('\n').at(-1) ?? '',
        next: spec.next,
      });
    } finally {
      await prometheus.stop();
    }
  }
}
