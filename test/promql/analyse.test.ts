import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sum } from '../../src/promql/aggregate.ts';
import { Analysis } from '../../src/promql/analyse.ts';
import { histogramQuantile } from '../../src/promql/functions.ts';
import { rate } from '../../src/promql/range.ts';
import { vocabularyOf } from '../../src/promql/vocabulary.ts';
import { recording, response, ruled, text } from '../checks/fixture.ts';
import { parsed } from './unplaced.ts';

const { rules } = ruled([
  recording(
    'environment:p95',
    histogramQuantile(0.95, sum(rate(response.bucket, '5m'), { by: ['environment', 'le'] })),
  ),
  recording(
    'environment_le:rate5m',
    text('sum by (environment, le) (rate(framework_response_time_seconds_bucket[5m]))', [
      'environment',
      'le',
    ]),
  ),
  recording('loop', text('loop + 1')),
]);
const vocabulary = vocabularyOf({ ...ruled([]), rules });
const all = 'component environment instance job';

/** What a query leaves: its sample, its labels (`?` when not known), and whether it knows the bounds of a histogram. */
const leaves: Readonly<Record<string, readonly [query: string, left: string]>> = {
  'a metric has the labels of its declaration and its job': ['framework_health_status', `gauge: ${all}`],
  'nothing is known of a name that nobody declared': ['cows', '?: ?'],
  'a name may be a matcher': ['{__name__="framework_health_status"}', `gauge: ${all}`],
  'an aggregation keeps nothing unless told': ['sum(framework_health_status)', 'gauge: '],
  'by keeps what is there': ['sum by (component, cow) (framework_health_status)', 'gauge: component'],
  'without drops': ['max without (instance, job) (framework_health_status)', 'gauge: component environment'],
  'by says what is left even of the unknown': ['sum by (colour) (cows)', '?: colour'],
  'without does not': ['sum without (colour) (cows)', '?: ?'],
  'topk keeps all labels': ['topk by (component) (1, framework_health_status)', `gauge: ${all}`],
  'count_values adds a label': ['count_values("version", framework_health_status)', 'gauge: version'],
  'a rate of a counter is a gauge': [
    'sum by (status) (rate(framework_command_executions_total[5m]))',
    'gauge: status',
  ],
  'a sum of counters is a counter': [
    'sum by (status) (framework_command_executions_total)',
    'counter: status',
  ],
  'a count of counters is none': ['count(framework_command_executions_total)', 'gauge: '],
  'a counter compared with a number is one still': [
    'sum(framework_command_executions_total) > 5',
    'counter: ',
  ],
  'unless the number is zero': ['sum(framework_command_executions_total) > 0', 'gauge: '],
  'rated buckets are buckets': [
    'sum by (le) (rate(framework_response_time_seconds_bucket[5m]))',
    'buckets: le, bounds',
  ],
  'one bucket is a counter': ['sum(framework_response_time_seconds_bucket{le="0.2"})', 'counter: '],
  'one bucket, as both Prometheus 2 and 3 write it': [
    'sum(framework_response_time_seconds_bucket{le=~"1(\\\\.0)?"})',
    'counter: ',
  ],
  'an expression may match several buckets': [
    'sum by (le) (framework_response_time_seconds_bucket{le=~"0.+"})',
    'bucketCounter: le',
  ],
  'several are not': [
    'sum by (le) (framework_response_time_seconds_bucket{le=~"0.2|0.5"})',
    'bucketCounter: le',
  ],
  'a quantile consumes le and remembers the bounds': [
    'histogram_quantile(0.9, rate(framework_response_time_seconds_bucket{job="framework"}[5m]))',
    'gauge: environment instance job operation_type, bounds',
  ],
  'a maximum of quantiles remembers them': ['max(max_over_time(environment:p95[1h]))', 'gauge: , bounds'],
  'a mean of quantiles does not': ['avg(environment:p95)', 'gauge: '],
  'raw recordings are looked into': [
    'histogram_quantile(0.9, environment_le:rate5m)',
    'gauge: environment, bounds',
  ],
  'a rule that reads itself ends': ['loop', 'gauge: '],
  'one to one keeps the labels of the match': [
    'framework_health_status * on (component) framework_health_status',
    'gauge: component',
  ],
  'ignoring drops': [
    'framework_health_status * ignoring (job) framework_health_status',
    'gauge: component environment instance',
  ],
  'group_left keeps the many and what is copied': [
    'sum by (environment) (framework_health_status) * on () group_left (component) framework_health_status',
    'gauge: component environment',
  ],
  'group_right turns it round': [
    'sum(framework_health_status) * on () group_right () sum by (job) (framework_health_status)',
    'gauge: job',
  ],
  'set operators keep the left': ['sum by (job) (framework_health_status) and on () cows', 'gauge: job'],
  'or of equal labels keeps them': [
    'sum by (job) (framework_health_status) or 0 * sum by (job) (framework_health_status)',
    'gauge: job',
  ],
  'or of different labels leaves either': ['sum by (job) (framework_health_status) or vector(0)', 'gauge: ?'],
  'label_replace adds a label': ['label_replace(vector(1), "a", "b", "", "")', 'gauge: a'],
  'and removes one by an empty replacement': [
    'label_replace(framework_health_status, "job", "", "job", ".*")',
    'gauge: component environment instance',
  ],
  'absent has the labels of its equality matchers': [
    'absent(up{job="framework", instance=~"a.*"})',
    'gauge: job',
  ],
  'time is a number': ['time() - 5', '?: ?'],
  'hour without arguments has no labels': ['hour() + 1', 'gauge: '],
  'alerts have labels that rules decide': ['ALERTS', 'gauge: ?'],
};
for (const [sentence, [query, left]] of Object.entries(leaves))
  test(`${sentence}: ${query}`, () => {
    const { labels, sample, bounds } = new Analysis(vocabulary).of(parsed(query));
    const names = labels ? Object.keys(labels).toSorted().join(' ') : '?';
    assert.equal(`${sample ?? '?'}: ${names}${bounds && sample !== 'bucketCounter' ? ', bounds' : ''}`, left);
  });

test('matchers narrow what a label can be', () => {
  const values = (query: string): readonly string[] | undefined =>
    new Analysis(vocabulary).of(parsed(query)).labels?.component?.values;
  assert.deepEqual(values('framework_health_status{component="api"}'), ['api']);
  assert.deepEqual(values('framework_health_status{component!="api"}'), ['auth']);
  assert.deepEqual(values('framework_health_status{component=~"a.i"}'), ['api']);
  assert.deepEqual(values('framework_health_status{component=~"$component"}'), ['api', 'auth']);
  assert.deepEqual(values('framework_health_status{component=~"(?i)API"}'), ['api', 'auth']);
});

test('the vocabulary has each series of a histogram, with its interval', () => {
  const bucket = vocabulary.get('framework_response_time_seconds_bucket');
  assert.deepEqual(
    [bucket?.sample, bucket?.interval, bucket?.buckets],
    ['bucketCounter', 15, [0.1, 0.2, 0.5, 1]],
  );
  assert.equal(vocabulary.get('framework_response_time_seconds_count')?.sample, 'counter');
  assert.equal(vocabulary.has('framework_response_time_seconds'), false);
  assert.equal(vocabulary.get('up')?.interval, 30);
});
