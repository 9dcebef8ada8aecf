import assert from 'node:assert/strict';
import { test } from 'node:test';
import { counter, gauge, histogram, job, oneOf, upTo } from '../../src/builders/metric.ts';
import { metricIsWellFormed } from '../../src/checks/metric-is-well-formed.ts';
import { runChecks } from '../../src/checks/run.ts';
import type { LabelSpecs } from '../../src/model/label.ts';
import { framework, metrics, project, tells } from './fixture.ts';

const labelled = (labels: LabelSpecs, budget?: number) =>
  project({
    metrics: [
      counter({
        name: 'a_total',
        help: 'A.',
        unit: 'count',
        job: framework,
        labels,
        ...(budget !== undefined && { budget }),
      }),
    ],
  });
const bucketed = (...buckets: readonly number[]) =>
  project({
    metrics: [histogram({ name: 'a_seconds', help: 'A.', unit: 'seconds', job: framework, buckets })],
  });
const named = (name: string) =>
  project({ metrics: [gauge({ name, help: 'A.', unit: 'count', job: framework })] });
const tool = job({ name: 'tool', targets: ['t:1'], interval: '15s', emitter: 'tool', help: 'A tool.' });

tells(metricIsWellFormed, {
  'a label name that Prometheus refuses': {
    of: labelled({ 'bad-label': oneOf('a') }),
    says: [['Prometheus refuses the label name "bad-label"']],
  },
  'a label name of Prometheus': {
    of: labelled({ __x: oneOf('a') }),
    says: [['Prometheus drops the label __x: names that begin with __ are its own']],
  },
  'labels that the scrape sets': {
    of: labelled({ job: oneOf('a'), instance: upTo(2) }),
    says: [['the label job is set by the scrape'], ['the label instance is set by the scrape']],
  },
  'labels of histograms and summaries': {
    of: labelled({ le: oneOf('1'), quantile: oneOf('1') }),
    says: [
      ['the label le belongs to the buckets of histograms'],
      ['the label quantile belongs to summaries'],
    ],
  },
  'a label that the job sets': {
    of: labelled({ environment: oneOf('production') }),
    says: [['the label environment is set by the job framework on every series']],
  },
  'a value listed twice, and one that is empty': {
    of: labelled({ status: oneOf('a', 'b', 'a'), outcome: oneOf('a', '') }),
    says: [
      ['the label status lists a more than once'],
      ['the label outcome has an empty value, which is the same as no label'],
    ],
  },
  'no values at all': {
    of: labelled({ status: oneOf() }),
    says: [['the label status has no values']],
  },
  'no room for values': {
    of: labelled({ user: upTo(0) }),
    says: [['the label user has a budget of 0']],
  },
  'a budget of nothing, or of a half': {
    of: project({
      metrics: [...labelled({}, 0).metrics, ...labelled({}, 1.5).metrics],
    }),
    says: [['the budget is 0'], ['the budget is 1.5']],
  },
  'a name with a hyphen': { of: named('a-b'), says: [['Prometheus refuses the metric name "a-b"']] },
  'a name that begins with a digit': { of: named('1a'), says: [['Prometheus refuses the metric name "1a"']] },
  'a name of a rule': {
    of: named('a:b'),
    says: [['"a:b" has a colon, which belongs to the names of recording rules']],
  },
  'no buckets': { of: bucketed(), says: [['the histogram has no buckets']] },
  'buckets that fall': {
    of: bucketed(1, 0.5, 2),
    says: [['the bucket bounds do not ascend: 0.5 comes after 1']],
  },
  'a bucket twice': {
    of: bucketed(0.5, 1, 1),
    says: [['the bucket bounds do not ascend: 1 comes after 1']],
  },
  'a bucket without end': {
    of: bucketed(1, Number.POSITIVE_INFINITY),
    says: [['the bucket bound Infinity is not finite']],
  },
  'a label of a job': {
    of: project({
      prometheus: {
        ...project().prometheus,
        jobs: [{ ...framework, labels: { 'data-center': oneOf('a') } as never }],
      },
    }),
    says: [['Prometheus refuses the label name "data-center"']],
  },
  'good declarations, and the summary of a tool': {
    of: project({
      metrics: [
        ...metrics,
        gauge({
          name: 'go_gc_duration_seconds',
          help: 'A.',
          unit: 'seconds',
          job: tool,
          labels: { quantile: oneOf('0', '1') },
        }),
      ],
    }),
  },
});

test('metric-is-well-formed: the fix for buckets is what to write', () => {
  const [problem] = runChecks(bucketed(1, 0.5, 2, 2), { checks: [metricIsWellFormed] });
  assert.equal(problem?.fix, 'write 0.5, 1, 2');
});
