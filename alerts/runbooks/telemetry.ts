import {
  above,
  anyOf,
  ask,
  divide,
  increase,
  max,
  min,
  offset,
  predictLinear,
  type RunbookFile,
  rate,
  runbook,
  seconds,
  sum,
  topk,
  where,
} from '#lib';
import {
  canaryAge,
  canaryChecks,
  cardinalityOverflow,
  elasticsearchDiskAvailable,
  elasticsearchDiskSize,
  elasticsearchHealth,
  headSeries,
  samplesAppended,
  spansDropped,
  spansReceived,
  up,
} from '../../catalog/monitoring.ts';
import {
  canaryMissing,
  ingestionNearLimit,
  labelsFolded,
  logStoreFull,
  logStoreRed,
  spansLost,
  telemetryLate,
} from '../telemetry.ts';

const pipelines = ask(
  'Which parts of the way are up?',
  where(up, { job: anyOf('elasticsearch', 'logstash', 'jaeger-collector', 'jaeger-query') }),
  '0 is down, and everything behind it waits. Logs go through Logstash to Elasticsearch, traces through the Jaeger collector.',
);

const health = ask(
  'Which colour has Elasticsearch?',
  above(max(elasticsearchHealth, { by: ['cluster', 'color'] }), 0),
  'The colour that holds. `red`: some data cannot be written. `yellow`: a copy is missing, and nothing is lost.',
);

const diskLeft = ask(
  'How much of its disk has each node left?',
  min(divide(elasticsearchDiskAvailable, elasticsearchDiskSize), { by: ['name'] }),
  'Share. Below 0.15 a node takes no new shards, below 0.10 it gives some away, below 0.05 its indices can only be read.',
);

const lost = ask(
  'Do records get lost?',
  sum(increase(canaryChecks, '30m'), { by: ['telemetry', 'outcome'] }),
  'Canary records of half an hour. `found` while they are late: a queue that is full and drains. `lost`: they never arrive.',
);

/** Runbooks of this subject. */
export const telemetry: RunbookFile = {
  name: 'telemetry',
  runbooks: [
    runbook(telemetryLate, {
      meaning:
        'The newest canary record that can be found in the store of logs or traces has been older than a minute for five minutes. A record is sent every few seconds, so everything else is as late.',
      impact:
        'Whoever searches logs or traces for what happens now does not find it. Alerts on metrics are not affected.',
      diagnosis: [
        ask(
          'How late are they?',
          max(canaryAge, { by: ['telemetry'] }),
          'Seconds. Growing by a second each second: nothing arrives at all. Steady: it is slow, and keeps up.',
        ),
        pipelines,
        health,
        diskLeft,
        lost,
      ],
      mitigation: [
        'Something is down: start it. Filebeat and Logstash keep what was written meanwhile, as long as their disks have room.',
        'Elasticsearch is red or full: see [MonitoringElasticsearchRed](MonitoringElasticsearchRed.md) and [MonitoringElasticsearchDiskLow](MonitoringElasticsearchDiskLow.md).',
        'All up, and late: more comes in than goes through. `curl http://logstash:9600/_node/stats/pipelines` shows which filter takes the time; stop debug logs at their source until it has caught up.',
      ],
    }),
    runbook(canaryMissing, {
      meaning:
        'For ten minutes nobody has reported on canary records for logs or for traces. The canary itself is silent; whether logs and traces arrive is not known.',
      impact: 'If they stop now, nobody is told.',
      diagnosis: [
        ask(
          'Does the canary answer?',
          where(up, { job: 'claude-framework-ops' }),
          'One series for each process of the job; the canary is the one on port 9802. 0: start it.',
        ),
        ask(
          'Which kinds are reported?',
          canaryAge,
          'Only one of `logs` and `traces`: the canary cannot search the other store; its log says why.',
        ),
        lost,
      ],
      mitigation: [
        'Start the canary.',
        'It runs and says nothing of one kind: renew the credential with which it searches that store.',
        'Look once by hand, in Kibana and in Jaeger, whether records of the last minute are there.',
      ],
    }),
    runbook(ingestionNearLimit, {
      meaning:
        'For half an hour Prometheus has taken in more than 80,000 samples a second; its memory and disk are planned for 100,000.',
      impact:
        'None yet. Above the plan memory runs out, and Prometheus starts again with minutes of replay, blind meanwhile.',
      diagnosis: [
        ask(
          'How many more than a week ago?',
          divide(sum(rate(samplesAppended, '5m')), above(sum(rate(offset(samplesAppended, '1w'), '5m')), 0)),
          'Twice as many within a week is a label; a few per cent are growth.',
        ),
        ask(
          'How many series are there?',
          headSeries,
          'A million and a half are planned for. It grows with samples: new series. It does not: something is scraped more often, or twice.',
        ),
        ask(
          'Which of our metrics fold labels?',
          topk(5, above(sum(increase(cardinalityOverflow, '1h'), { by: ['metric'] }), 0)),
          'These have spent their budget. See [MonitoringCardinalityHigh](MonitoringCardinalityHigh.md).',
        ),
        ask(
          'How many targets are there?',
          sum(up, { by: ['job'] }),
          'Targets that answer. Twice as many in a job: it is discovered twice.',
        ),
      ],
      mitigation: [
        'Status > TSDB in Prometheus lists the metrics with the most series. One that is not ours: drop it with `metric_relabel_configs` at its job.',
        'One of ours: lower its budget in the catalog, and release.',
        'It is growth: give Prometheus more memory (8 kB a series), or split its jobs between two servers.',
      ],
    }),
    runbook(labelsFolded, {
      meaning:
        'A label of one of our metrics took values that the catalog does not declare, or more of them than its budget. The process counts the rest as `other`, so totals stay right and details are missing.',
      impact:
        'None for users. Panels and alerts that ask for a single value of that label see less than there is.',
      diagnosis: [
        ask(
          'Which metrics, how often?',
          topk(10, above(sum(increase(cardinalityOverflow, '1h'), { by: ['metric', 'job'] }), 0)),
          'Observations of an hour that were folded.',
        ),
        ask(
          'On which instances?',
          above(sum(increase(cardinalityOverflow, '1h'), { by: ['instance'] }), 0),
          'One instance alone runs another version than the others.',
        ),
      ],
      mitigation: [
        'A value that should exist: add it to the label in `catalog/`, release.',
        'A number, an address or a name of a person got into a label: that is a mistake in the code that emits it. Revert it.',
        'More values than planned, and all of them make sense: raise the budget, after a look at the number of series in `catalog/README.md`.',
      ],
    }),
    runbook(logStoreRed, {
      meaning:
        'At least one primary shard of Elasticsearch has no home. What belongs there can be neither written nor read.',
      impact:
        'Logs and traces of some indices are missing, new ones pile up in front of it. Audit logs that are not written are a breach of our own rules.',
      diagnosis: [
        health,
        diskLeft,
        ask(
          'Is the exporter telling the truth?',
          where(up, { job: 'elasticsearch' }),
          '0: what you see is old; ask Elasticsearch itself.',
        ),
        lost,
      ],
      mitigation: [
        '`curl http://elasticsearch:9200/_cluster/allocation/explain?pretty` says which shard and why.',
        'A node is gone (`NODE_LEFT`): start it. The shard comes back with it; do not delete anything before.',
        'Disk full: make room as in [MonitoringElasticsearchDiskLow](MonitoringElasticsearchDiskLow.md), then `POST _cluster/reroute?retry_failed=true`.',
        'The data of the shard is lost on all nodes: restore the index from the last snapshot. `allocate_empty_primary` gives the shard up for good: level 3 decides on that.',
      ],
    }),
    runbook(logStoreFull, {
      meaning:
        'A node of Elasticsearch has had less than 15 % of its disk left for 15 minutes. It takes no new shards any more.',
      impact:
        'None yet. At 10 % shards move away, at 5 % indices on that node can only be read and logs stop.',
      diagnosis: [
        diskLeft,
        ask(
          'When will it be full?',
          predictLinear(elasticsearchDiskAvailable, '6h', seconds(86_400)),
          'Bytes that will be left in a day. Below 0: within the day.',
        ),
        health,
      ],
      mitigation: [
        '`GET _cat/indices?v&s=store.size:desc` lists the largest indices. Debug logs older than seven days may go at once.',
        'Look whether the lifecycle is stuck: `GET */_ilm/explain?only_errors=true`, then `POST <index>/_ilm/retry`.',
        'One node alone is full: shards are spread badly; `GET _cat/allocation?v`.',
        'Indices are read-only already: make room first; Elasticsearch lifts the block by itself below 10 %.',
        'More logs than planned: find the service that logs most, and lower its level.',
      ],
    }),
    runbook(spansLost, {
      meaning:
        'More than 1 % of spans have been dropped by the Jaeger collector for ten minutes, and at least twelve in five, because its queue was full.',
      impact: 'Traces have holes: a slow step may be missing from the trace that you look at.',
      diagnosis: [
        ask(
          'Who sends the spans?',
          topk(5, sum(rate(spansReceived, '5m'), { by: ['svc'] })),
          'Spans per second by service. One far above its usual number: sampling was turned up, or a loop.',
        ),
        ask(
          'Which collectors drop?',
          above(sum(rate(spansDropped, '5m'), { by: ['host'] }), 0),
          'One of several: it is not spread evenly. All: the store behind them is slow.',
        ),
        health,
        diskLeft,
      ],
      mitigation: [
        'The store is slow: repair Elasticsearch first; the queue drains by itself.',
        'One service: lower its share of sampled traces. Errors must stay sampled.',
        'More for good: a larger queue (`collector.queue-size`) for peaks, another collector for a steady load.',
      ],
    }),
  ],
};
