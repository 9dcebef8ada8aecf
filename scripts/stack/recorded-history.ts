import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ruleFileText } from '../../src/compile/prometheus.ts';
import { levelsOf } from '../../src/engine/levels.ts';
import { durationOf, secondsOf } from '../../src/model/duration.ts';
import { Failure } from '../../src/model/failure.ts';
import type { Project } from '../../src/model/project.ts';
import { startPrometheus } from './prometheus-process.ts';

const run = promisify(execFile);

/**
 * Records what the rules would have recorded, had Prometheus been running all the time, by `promtool tsdb create-blocks-from
 * rules`. A rule can only be computed from series that Prometheus already serves, and it reads new blocks when it starts:
 * so there is one start for each level of rules that read rules.
 */
export async function recordHistory(spec: {
  readonly project: Project;
  readonly folder: string;
  readonly data: string;
  readonly port: number;
  readonly from: number;
  /** Default now. */
  readonly end?: number;
  /**
   * Finest resolution in seconds, default 60: nobody zooms into yesterday's quarter minutes.
   */
  readonly finest?: number;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}): Promise<void> {
  const { finest = 60, end = Math.floor(Date.now() / 1000) } = spec;
  const levels = levelsOf(spec.project);
  const config = join(spec.folder, 'history.yml');
  writeFileSync(config, 'global: {}\n');
  for (const [index, level] of levels.entries()) {
    spec.signal.throwIfAborted();
    spec.say(`recording the history of rules, ${index + 1} of ${levels.length}`);
    const groups = level.map(({ rule, interval }, number) => ({
      name: `level-${index}-${number}`,
      interval: durationOf(Math.max(finest, secondsOf(interval))),
      rules: [rule],
    }));
    const path = join(spec.folder, `level-${index}.rules.yml`);
    writeFileSync(path, ruleFileText({ name: 'history', groups }));
    const prometheus = await startPrometheus({
      config,
      data: spec.data,
      port: spec.port,
      flags: spec.project.prometheus.flags,
    });
    try {
      const range = [`--start=${spec.from}`, `--end=${end}`];
      await run(
        'promtool',
        [
          'tsdb',
          'create-blocks-from',
          'rules',
          '--quiet',
          `--url=${prometheus.url}`,
          ...range,
          `--output-dir=${spec.data}`,
          path,
        ],
        { maxBuffer: 2 ** 26, signal: spec.signal },
      );
    } catch (error) {
      spec.signal.throwIfAborted();
      throw new Failure('promtool cannot record the history of the rules', {
        why: (error as Error).message.trim().split('\n').at(-1) ?? '',
        next: 'npm start -- --hours 0, which needs no history',
      });
    } finally {
      await prometheus.stop();
    }
  }
}
