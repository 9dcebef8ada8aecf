import { ruleFileText } from '../../src/compile/prometheus.ts';
import { levelsOf } from '../../src/engine/levels.ts';
import { durationOf, secondsOf } from '../../src/model/duration.ts';
import type { Project } from '../../src/model/project.ts';
import { groupedByInterval, recordHistory } from './recorded-history.ts';

/** Records what the rules of a project would have recorded. `from` and `end` (default now) are Unix seconds. */
export async function recordProject(spec: {
  readonly project: Project;
  readonly folder: string;
  readonly data: string;
  readonly port: number;
  readonly from: number;
  readonly end?: number;
  /** Finest resolution in seconds, default 60: nobody zooms into yesterday's quarter minutes. */
  readonly finest?: number;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}): Promise<void> {
  const { project, finest, end, ...rest } = spec;
  await recordHistory({
    ...rest,
    levels: historyLevels(project, finest),
    ...(end !== undefined && { to: end }),
    flags: project.prometheus.flags,
    next: 'npm start -- --hours 0, which needs no history',
  });
}

/** The text of a rule file for each level of a project's recording rules. */
export const historyLevels = (project: Project, finest = 60): readonly string[] =>
  levelsOf(project).map((level) =>
    ruleFileText({
      name: 'history',
      groups: groupedByInterval(
        level.map(({ rule, interval }) => ({ rule, seconds: Math.max(finest, secondsOf(interval)) })),
      ).map(({ name, seconds, rules }) => ({
        name,
        interval: durationOf(seconds),
        rules: rules.map(({ rule }) => rule),
      })),
    }),
  );
