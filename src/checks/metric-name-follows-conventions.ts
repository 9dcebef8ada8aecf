import type { Metric } from '../model/metric.ts';
import type { Unit } from '../model/unit.ts';
import type { Check, Finding } from './check.ts';

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
  *project({ project: { metrics } }): Iterable<Finding> {
    // A tool's names are as they are.
    for (const metric of metrics)
      if (metric.job.emitter === 'ours')
        for (const [message, fix] of faults(metric)) yield { path: `catalog › ${metric.name}`, message, fix };
  },
};

function* faults({ name, kind, unit }: Metric): Iterable<readonly [message: string, fix: string]> {
  if (!/^[a-z][a-z0-9_]*$/.test(name) || name.includes('__'))
    yield [`${name} is not snake_case`, 'write lower-case words joined by single underscores'];
  if (kind === 'counter' && !name.endsWith('_total'))
    yield [`the counter ${name} does not end in _total`, `call it ${name}_total`];
  if (kind !== 'counter' && name.endsWith('_total'))
    yield [`${name} ends in _total, and is a ${kind}`, `call it ${name.slice(0, -6)}`];
  const reserved = /_(count|sum|bucket|created|info)$/.exec(name)?.[1];
  if (reserved && reserved !== 'info')
    yield [
      `${name} ends in _${reserved}, which belongs to the series of histograms`,
      `call it ${name.slice(0, -reserved.length - 1)}, or say it another way`,
    ];
  const base = name.replace(/_total$/, '');
  const wrong = scaled.exec(base)?.[1];
  if (wrong)
    yield [
      `${name} is in ${wrong}, which is no base unit`,
      'measure in seconds or bytes: dashboards scale them',
    ];
  const wanted = words[unit];
  if (!wrong && wanted && !wanted.some((word) => base === word || base.endsWith(`_${word}`)))
    yield [
      `${name} is in ${unit}, and its name does not end with it`,
      `call it ${base}_${wanted[0]}${kind === 'counter' ? '_total' : ''}`,
    ];
}
