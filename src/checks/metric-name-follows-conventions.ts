import type { Metric } from '../model/metric.ts';
import type { Unit } from '../model/unit.ts';
import { metricPath } from '../queries/paths.ts';
import type { Check, Finding } from './check.ts';
import { isMetricName } from './metric-is-well-formed.ts';

/** The word by which a name says its unit. A percentage is written out because the specification fixes such names. */
const words: Readonly<Partial<Record<Unit, readonly string[]>>> = {
  bytes: ['bytes'],
  percent: ['percentage', 'percent'],
  ratio: ['ratio'],
  seconds: ['seconds'],
  timestamp: ['timestamp_seconds'],
  usd: ['usd'],
};

const scaled =
  /(?:^|_)(milliseconds|microseconds|nanoseconds|ms|us|minutes|hours|days|kilobytes|megabytes|gigabytes|kb|mb|gb|kib|mib|gib)(?:_|$)/;

/** Names of our own metrics follow the conventions by which every reader and tool of Prometheus guesses what they are. */
export const metricNameFollowsConventions: Check = {
  id: 'metric-name-follows-conventions',
  severity: 'error',
  *project({ project }): Iterable<Finding> {
    const taken = new Set(project.metrics.map(({ name }) => name));
    for (const metric of project.metrics) {
      const { name, kind, unit, job } = metric;
      // A tool's names are as they are; what Prometheus refuses is told by metric-is-well-formed.
      if (job.emitter !== 'ours' || !isMetricName(name)) continue;
      const better = conventional(name, kind, unit);
      for (const [message, fix] of faults(name, kind, unit))
        yield {
          path: metricPath(project, metric),
          message,
          fix: better && !taken.has(better) ? `call it ${better}${fix.also}` : fix.otherwise,
        };
    }
  },
};

/** What to do: beside taking the better name, and where there is none to propose. */
interface Fix {
  readonly also: string;
  readonly otherwise: string;
}

const fix = (otherwise: string, also = ''): Fix => ({ otherwise, also });

function* faults(
  name: string,
  kind: Metric['kind'],
  unit: Unit,
): Iterable<readonly [message: string, fix: Fix]> {
  if (!/^[a-z][a-z0-9_]*$/.test(name) || name.includes('__') || name.endsWith('_'))
    yield [`${name} is not snake_case`, fix('write lower-case words joined by single underscores')];
  if (kind === 'counter' && !name.endsWith('_total'))
    yield [`the counter ${name} does not end in _total`, fix('write what is counted, then _total')];
  if (kind !== 'counter' && /(^|_)total$/.test(name))
    yield [
      `${name} ends in ${name === 'total' ? 'total' : '_total'}, and is a ${kind}`,
      fix('say what is measured'),
    ];
  const reserved = belongsToHistograms.exec(name)?.[1];
  if (reserved)
    yield [
      `${name} ends in _${reserved}, which belongs to the series of histograms`,
      fix('say what is measured in another way', ', or say it another way'),
    ];
  const base = name.replace(/_total$/, '');
  const wrong = scaled.exec(base)?.[1];
  if (wrong)
    yield [
      `${name} is in ${wrong}, which is no base unit`,
      fix('measure in seconds or bytes: dashboards scale them', ', and measure in that: dashboards scale it'),
    ];
  const wanted = words[unit];
  if (!wrong && wanted && !wanted.some((word) => base === word || base.endsWith(`_${word}`)))
    yield [
      `${name} is in ${unit}, and its name does not end with it`,
      fix(`end the name with _${wanted[0]}${kind === 'counter' ? '_total' : ''}`),
    ];
}

const belongsToHistograms = /_(count|sum|bucket|created)$/;

/** The name as the conventions have it; nothing where even that would break one of them. */
function conventional(name: string, kind: Metric['kind'], unit: Unit): string | undefined {
  let base = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replaceAll(/_+/g, '_')
    .replace(/^_|_$/g, '')
    .replace(/_total$/, '');
  while (belongsToHistograms.test(base)) base = base.replace(belongsToHistograms, '');
  while (scaled.test(base)) base = base.replace(scaled, (all) => (/^_.*_$/.test(all) ? '_' : ''));
  const wanted = words[unit];
  if (wanted && !wanted.some((word) => base === word || base.endsWith(`_${word}`)))
    base = base ? `${base}_${wanted[0]}` : '';
  const better = kind === 'counter' ? `${base}_total` : base;
  const [fault] = faults(better, kind, unit);
  return fault || !isMetricName(better) || better === name ? undefined : better;
}
