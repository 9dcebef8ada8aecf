import { slug } from '../../src/builders/identity.ts';
import { metricsOf, type SyntheticMetric } from './catalog.ts';
import {
  aggregate,
  type Bound,
  bound,
  called,
  quantile,
  rate,
  type Spelled,
  select,
  share,
  top,
} from './query.ts';
import { turn } from './words.ts';

/** A line of a panel: a query, and the unit in which Grafana shows it. */
export interface Line {
  readonly query: Spelled;
  readonly legend: string;
  readonly unit: string;
}

/** A panel in both spellings. */
export interface SyntheticPanel {
  readonly type: 'barGauge' | 'dial' | 'heatmap' | 'pie' | 'stat' | 'table' | 'timeseries';
  readonly title: string;
  readonly description: string;
  readonly lines: readonly Line[];
  /** Bounds above which it is worse. */
  readonly bounds: readonly Bound[];
  /** Label that a table lists. */
  readonly label?: string;
}

/** A dashboard before it is written down. */
export interface SyntheticDashboard {
  readonly uid: string;
  readonly title: string;
  readonly subject: string;
  readonly rows: readonly { readonly title: string; readonly panels: readonly SyntheticPanel[] }[];
  /** Queries that the file names before it uses them. */
  readonly named: readonly { readonly name: string; readonly query: Spelled }[];
}

const grafanaUnits = { bytes: 'bytes', count: 'short', ratio: 'percentunit', seconds: 's', state: 'none' };
const perSecond = { bytes: 'Bps', count: 'ops', ratio: 'short', seconds: 'percentunit', state: 'short' };
const environment = { variable: 'environment', several: false };
const route = { variable: 'route', several: true };

/** Twenty panels of one service: a different choice of metrics, windows and bounds for each dashboard. */
export function dashboardOf(
  at: number,
  subject: string,
  service: string,
  failureRatio: SyntheticMetric,
): SyntheticDashboard {
  const metrics = metricsOf(subject);
  const counters = metrics.filter(({ kind }) => kind === 'counter');
  const gauges = metrics.filter(({ kind }) => kind === 'gauge');
  const histograms = metrics.filter(({ kind }) => kind === 'histogram');
  const seconds = histograms.filter(({ unit }) => unit === 'seconds');
  const matchers = (metric: SyntheticMetric) => ({
    environment,
    service,
    ...(metric.by === 'route' && { route }),
  });
  const of = (metric: SyntheticMetric, more = {}) => select(metric, { ...matchers(metric), ...more });
  const words = (metric: SyntheticMetric): string =>
    metric.name
      .slice(subject.length + 1)
      .replace(/_(total|bytes_total|bytes|seconds|ratio)$/, '')
      .replaceAll('_', ' ');

  const requests = counters[0] as SyntheticMetric;
  const named = [
    { name: 'served', query: aggregate('sum', rate(of(requests), 'rateInterval'), ['route']) },
    {
      name: 'failed',
      query: aggregate('sum', rate(of(requests, { status: 'failure' }), 'rateInterval'), ['route']),
    },
  ];
  const [served, failed] = named.map(({ name, query }) => called(name, query)) as [Spelled, Spelled];

  const panel = (
    type: SyntheticPanel['type'],
    title: string,
    question: string,
    lines: readonly Line[],
    bounds: readonly Bound[] = [],
    label?: string,
  ): SyntheticPanel => ({
    type,
    title,
    description: `${question} Of ${service}.`,
    lines,
    bounds,
    ...(label && { label }),
  });
  const line = (query: Spelled, legend: string, unit: string): Line => ({ query, legend, unit });
  const percents = [bound('ratio', turn([0.01, 0.02, 0.03], at)), bound('ratio', turn([0.05, 0.1], at))];

  const rates = (kind: 'stat' | 'timeseries', offset: number): SyntheticPanel => {
    const metric = turn(counters, at + offset);
    const by = kind === 'stat' ? [] : [metric.by];
    return panel(
      kind,
      `Rate of ${words(metric)}${kind === 'stat' ? ' now' : ''}`,
      `How much is there of ${words(metric)}?`,
      [
        line(
          aggregate('sum', rate(of(metric), kind === 'stat' ? '5m' : 'rateInterval'), by),
          by.map((name) => `{{${name}}}`).join(''),
          perSecond[metric.unit],
        ),
      ],
    );
  };
  const levels = (kind: 'barGauge' | 'stat' | 'timeseries', offset: number): SyntheticPanel => {
    const metric = turn(gauges, at + offset);
    const whole = aggregate('max', of(metric), kind === 'stat' ? [] : [metric.by]);
    return panel(
      kind,
      `${kind === 'barGauge' ? 'Largest' : kind === 'stat' ? 'Current' : 'Course of'} ${words(metric)}`,
      `Where does ${words(metric)} stand?`,
      [
        line(
          kind === 'barGauge' ? top(5, whole) : whole,
          kind === 'stat' ? '' : `{{${metric.by}}}`,
          grafanaUnits[metric.unit],
        ),
      ],
      metric.unit === 'ratio' ? [bound('ratio', 0.8), bound('ratio', 0.95)] : [],
    );
  };
  const quantiles = (offset: number): SyntheticPanel => {
    const metric = turn(seconds, at + offset);
    const buckets = aggregate('sum', rate(select(metric, matchers(metric), 'bucket'), 'rateInterval'), [
      'le',
    ]);
    return panel(
      'timeseries',
      `Quantiles of ${words(metric)}`,
      `How long does it take, ${words(metric)}?`,
      [0.5, 0.95, 0.99].map((q) => line(quantile(q, buckets), `p${q * 100}`, 's')),
      [bound('seconds', turn([0.1, 0.25], at)), bound('seconds', turn([0.5, 1, 2.5], at))],
    );
  };
  const shares = (offset: number): SyntheticPanel => {
    const metric = turn(counters, at + offset);
    const part = aggregate('sum', rate(of(metric, { status: 'failure' }), 'rateInterval'), [metric.by]);
    const whole = aggregate('sum', rate(of(metric), 'rateInterval'), [metric.by]);
    return panel(
      'timeseries',
      `Failing share of ${words(metric)}`,
      `Which part fails, of ${words(metric)}?`,
      [line(share(part, whole), `{{${metric.by}}}`, 'percentunit')],
      percents,
    );
  };
  const heat = turn(histograms, at);
  const parts = turn(counters, at + 1);
  const disk = gauges.find(({ unit }) => unit === 'ratio') as SyntheticMetric;

  const rows = [
    {
      title: 'Is it fine?',
      panels: [
        panel(
          'stat',
          'Failing share',
          'Is it fine?',
          [line(select(failureRatio, { environment }), '', 'percentunit')],
          percents,
        ),
        rates('stat', 2),
        levels('stat', 3),
        levels('stat', 4),
        panel(
          'dial',
          'Fullest disk',
          'Is there room left?',
          [line(aggregate('max', of(disk), []), '', 'percentunit')],
          [bound('ratio', 0.8), bound('ratio', 0.9)],
        ),
        rates('stat', 5),
      ],
    },
    {
      title: 'Work',
      panels: [
        panel('timeseries', 'Requests by route', 'Who asks for what?', [line(served, '{{route}}', 'ops')]),
        panel(
          'timeseries',
          'Failing share by route',
          'Which route fails?',
          [line(share(failed, served), '{{route}}', 'percentunit')],
          percents,
        ),
        rates('timeseries', 1),
        rates('timeseries', 4),
        shares(3),
        panel('pie', 'Parts of the work', 'What is most of the work?', [
          line(aggregate('sum', rate(of(parts), '5m'), [parts.by]), `{{${parts.by}}}`, perSecond[parts.unit]),
        ]),
      ],
    },
    {
      title: 'Time',
      panels: [
        quantiles(0),
        quantiles(1),
        panel('heatmap', `Spread of ${words(heat)}`, 'How far do they spread?', [
          line(
            aggregate('sum', rate(select(heat, matchers(heat), 'bucket'), 'rateInterval'), ['le']),
            '{{le}}',
            grafanaUnits[heat.unit],
          ),
        ]),
        panel(
          'table',
          'Routes',
          'Which route works most, and which fails most?',
          [line(served, 'Requests', 'ops'), line(share(failed, served), 'Failing', 'percentunit')],
          percents,
          'route',
        ),
      ],
    },
    {
      title: 'Resources',
      panels: [
        levels('timeseries', 0),
        levels('timeseries', 1),
        levels('barGauge', 2),
        levels('barGauge', 5),
      ],
    },
  ];
  const title = `${service} ${slug(String(at))}`;
  return { uid: `${service}-${at}`, title, subject, rows, named };
}
