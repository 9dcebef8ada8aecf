import { metricsOf, type SyntheticMetric } from './catalog.ts';
import {
  aggregate,
  average,
  type Bound,
  both,
  bound,
  over,
  quantile,
  rate,
  type Spelled,
  select,
  share,
} from './query.ts';
import { camel, imported, quoted, turn } from './words.ts';

/** A rule in both spellings. */
export type SyntheticRule =
  | { readonly type: 'record'; readonly constant: string; readonly record: string; readonly query: Spelled }
  | {
      readonly type: 'alert';
      readonly constant: string;
      readonly alert: string;
      readonly query: Spelled;
      readonly severity: string;
      readonly summary: string;
    };

/** The rules of one service. */
export interface SyntheticRules {
  readonly service: string;
  readonly subject: string;
  readonly rules: readonly SyntheticRule[];
}

const perGroup = 20;

/** A share of less than that a second is not judged. */
const trickle = ({ unit }: SyntheticMetric): Bound =>
  unit === 'bytes'
    ? { typed: 'perSecond(bytes(1000))', value: 1000, uses: ['perSecond', 'bytes'] }
    : { typed: 'perSecond(0.1)', value: 0.1, uses: ['perSecond'] };

/** A hundred rules of one service: 60 that record rates, failing shares, quantiles and levels, and 40 alerts on them. */
export function rulesOf(service: string, subject: string): SyntheticRules {
  const prefix = service.replaceAll('-', '_');
  const metrics = metricsOf(subject);
  const recorded: SyntheticRule[] = [];
  const record = (
    metric: SyntheticMetric,
    by: readonly string[],
    what: string,
    operation: string,
    query: Spelled,
  ): SyntheticMetric => {
    const noun = metric.name.slice(subject.length + 1).replace(/_total$/, '');
    const name = `${by.join('_')}:${prefix}_${noun}${what}:${operation}`;
    const constant = camel(`${noun}${what}_${by.length > 1 ? `by_${by.at(-1)}_` : ''}${operation}`);
    recorded.push({ type: 'record', constant, record: name, query });
    return { ...metric, kind: 'gauge', constant, name };
  };
  const read = ({ constant, name }: SyntheticMetric): Spelled => ({
    typed: constant,
    text: name,
    uses: [],
    reads: [],
  });
  const alerts: SyntheticRule[] = [];
  const alert = (name: string, query: Spelled, severity: string, summary: string): void => {
    const constant = camel(name);
    alerts.push({
      type: 'alert',
      constant,
      alert: `${camel(`_${prefix}`)}${constant[0]?.toUpperCase()}${constant.slice(1)}`,
      query,
      severity,
      summary,
    });
  };

  for (const metric of metrics.filter(({ kind }) => kind === 'counter')) {
    const by = ['environment', metric.by];
    const fast = record(
      metric,
      by,
      '',
      'rate5m',
      aggregate('sum', rate(select(metric, { service }), '5m'), by),
    );
    const slow = record(
      metric,
      by,
      '',
      'rate1h',
      aggregate('sum', rate(select(metric, { service }), '1h'), by),
    );
    const failing = (window: string): Spelled =>
      aggregate('sum', rate(select(metric, { service, status: 'failure' }), window), by);
    const failed = record(metric, by, '_failures', 'rate5m', failing('5m'));
    const total = record(
      metric,
      ['environment'],
      '',
      'rate5m',
      aggregate('sum', read(fast), ['environment']),
    );
    record(
      metric,
      ['environment'],
      '_failures',
      'ratio_rate5m',
      share(aggregate('sum', read(failed), ['environment']), read(total)),
    );
    for (const [severity, limit, window, whole] of [
      ['critical', 0.1, '5m', fast],
      ['high', 0.05, '1h', slow],
    ] as const)
      alert(
        `${metric.constant}_fail_${severity}`,
        both(
          over(share(failing(window), read(whole)), bound('ratio', limit)),
          over(read(whole), trickle(metric)),
        ),
        severity,
        `{{ $value | humanizePercentage }} fail on {{ $labels.${metric.by} }}.`,
      );
  }
  for (const metric of metrics.filter(({ kind }) => kind === 'histogram')) {
    for (const [severity, q] of [
      ['critical', 0.99],
      ['high', 0.95],
    ] as const) {
      const by = ['environment', metric.by];
      const slow = record(
        metric,
        by,
        '',
        `p${q * 100}_5m`,
        quantile(q, aggregate('sum', rate(select(metric, { service }, 'bucket'), '5m'), [...by, 'le'])),
      );
      const limit =
        metric.unit === 'bytes' ? turn([65536, 262144], alerts.length) : turn([0.5, 1, 2.5], alerts.length);
      alert(
        `${metric.constant}_slow_${severity}`,
        over(read(slow), bound(metric.unit, limit)),
        severity,
        `{{ $labels.${metric.by} }} is slow in {{ $labels.environment }}.`,
      );
    }
  }
  for (const [at, metric] of metrics.filter(({ kind }) => kind === 'gauge').entries()) {
    const by = ['environment', metric.by];
    const level = record(metric, by, '', 'max', aggregate('max', select(metric, { service }), by));
    if (at < 3) record(metric, by, '', 'avg1h', average(read(level), '1h'));
    for (const [severity, limit] of [
      ['high', 0.9],
      ['medium', 0.7],
    ] as const)
      alert(
        `${metric.constant}_high_${severity}`,
        over(read(level), bound(metric.unit, metric.unit === 'ratio' ? limit : limit * 1000)),
        severity,
        `{{ $labels.${metric.by} }} stands at {{ $value }}.`,
      );
  }
  return { service, subject, rules: [...recorded, ...alerts] };
}

/** The constant of the recorded share of failing requests, which dashboards read. */
export const recordedRatio = 'requestsFailuresRatioRate5m';

/** The same as a metric. */
export const failureRatioOf = (service: string, subject: string): SyntheticMetric => ({
  ...(metricsOf(subject)[0] as SyntheticMetric),
  constant: recordedRatio,
  name: `environment:${service.replaceAll('-', '_')}_requests_failures:ratio_rate5m`,
  kind: 'gauge',
  unit: 'ratio',
  by: 'environment',
});

const groupsOf = ({ rules }: SyntheticRules): readonly (readonly SyntheticRule[])[] =>
  Array.from({ length: Math.ceil(rules.length / perGroup) }, (_, at) =>
    rules.slice(at * perGroup, (at + 1) * perGroup),
  );

/** A rule file as a user of the typed language writes it. */
export function typedRules(of: SyntheticRules): string {
  const uses = of.rules.flatMap(({ query, type }) => [type, ...query.uses]);
  const declared = of.rules.map((rule) =>
    rule.type === 'record'
      ? `export const ${rule.constant} = record({
  record: ${quoted(rule.record)},
  help: 'Recorded for dashboards and alerts of ${of.service}.',
  as: ${rule.query.typed},
});
`
      : `export const ${rule.constant} = alert({
  alert: ${quoted(rule.alert)},
  when: ${rule.query.typed},
  for: '5m',
  severity: '${rule.severity}',
  summary: ${quoted(rule.summary)},
});
`,
  );
  const groups = groupsOf(of).map(
    (rules, at) => `    ruleGroup({
      name: '${of.service}-${at}',
      interval: '30s',
      rules: [${rules.map(({ constant }) => constant).join(', ')}],
    }),
`,
  );
  return `import type { RuleFile } from '#lib';
${imported([...uses, 'ruleGroup'], '#lib')}${imported(
  of.rules.flatMap(({ query }) => query.reads),
  `../catalog/${of.subject}.ts`,
)}
${declared.join('\n')}
export const ${camel(of.service)}: RuleFile = {
  name: '${of.service}',
  groups: [
${groups.join('')}  ],
};
`;
}

/** The same rules as plain objects around strings. */
export function plainRules(of: SyntheticRules): string {
  const rule = (one: SyntheticRule): string =>
    one.type === 'record'
      ? `        { record: ${quoted(one.record)}, expr: ${quoted(one.query.text)} },\n`
      : `        {
          alert: ${quoted(one.alert)},
          expr: ${quoted(one.query.text)},
          for: '5m',
          labels: { severity: '${one.severity}' },
          annotations: { summary: ${quoted(one.summary)} },
        },
`;
  const groups = groupsOf(of).map(
    (rules, at) => `    {
      name: '${of.service}-${at}',
      interval: '30s',
      rules: [
${rules.map(rule).join('')}      ],
    },
`,
  );
  return `import type { RuleFile } from '../house.ts';

export const ${camel(of.service)}: RuleFile = {
  name: '${of.service}',
  groups: [
${groups.join('')}  ],
};
`;
}
