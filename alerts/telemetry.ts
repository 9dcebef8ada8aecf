import {
  above,
  absent,
  alert,
  and,
  atLeast,
  below,
  divide,
  equal,
  increase,
  max,
  min,
  minutes,
  or,
  percent,
  perSecond,
  type RuleFile,
  rate,
  ruleFile,
  ruleGroup,
  sum,
  where,
} from '#lib';
import {
  canaryAge,
  cardinalityOverflow,
  elasticsearchDiskAvailable,
  elasticsearchDiskSize,
  elasticsearchHealth,
  samplesAppended,
  spansDropped,
  spansReceived,
} from '../catalog/monitoring.ts';

/*
 * Telemetry: whether metrics, logs and traces arrive, and whether there is room for them.
 */

const numbers = (panel: string) => ({ dashboard: 'service-levels', panel }) as const;
const targets = { dashboard: 'operations-monitoring', panel: 'scrape-targets' } as const;

/** Old news. */
export const telemetryLate = alert({
  alert: 'MonitoringIngestionLag',
  when: above(max(canaryAge, { by: ['environment', 'telemetry'] }), minutes(1)),
  for: '5m',
  severity: 'high',
  summary: '{{ $labels.telemetry }} arrive {{ $value | humanizeDuration }} late.',
  description: 'For 5 minutes, in {{ $labels.environment }}; 30 seconds are the target, 60 the limit.',
  shownBy: numbers('ingestion-delay'),
});

/** No news. */
export const canaryMissing = alert({
  alert: 'MonitoringCanaryMissing',
  when: or(absent(canaryAge, { telemetry: 'logs' }), absent(canaryAge, { telemetry: 'traces' })),
  for: '10m',
  severity: 'medium',
  summary: 'Nobody knows whether {{ $labels.telemetry }} arrive.',
  description: 'For 10 minutes no canary record has been reported on.',
  shownBy: numbers('ingestion-delay'),
});

// Is there room?

/** Eight tenths of what the servers were planned for. */
export const ingestionNearLimit = alert({
  alert: 'MonitoringIngestionNearCapacity',
  when: above(sum(rate(samplesAppended, '5m')), perSecond(80_000)),
  for: '30m',
  severity: 'medium',
  summary: 'Prometheus takes in {{ $value | humanize }} samples a second.',
  description: 'For half an hour; it is planned for 100,000.',
  shownBy: { dashboard: 'operations-monitoring', panel: 'samples-taken-in' },
});

/** A label that runs wild. */
export const labelsFolded = alert({
  alert: 'MonitoringCardinalityHigh',
  when: above(sum(increase(cardinalityOverflow, '1h'), { by: ['environment', 'metric'] }), 0),
  for: '15m',
  severity: 'medium',
  summary: 'The labels of {{ $labels.metric }} take more values than they may.',
  description: 'In {{ $labels.environment }}, within an hour: the rest is counted as "other".',
  shownBy: numbers('labels-that-run-wild'),
});

/** No logs are written. */
export const logStoreRed = alert({
  alert: 'MonitoringElasticsearchRed',
  when: equal(max(where(elasticsearchHealth, { color: 'red' }), { by: ['cluster'] }), 1),
  for: '1m',
  severity: 'critical',
  summary: 'The Elasticsearch cluster {{ $labels.cluster }} is red.',
  description: 'Some of its data cannot be read or written.',
  shownBy: targets,
});

/** Elasticsearch stops writing at 5 %. */
export const logStoreFull = alert({
  alert: 'MonitoringElasticsearchDiskLow',
  when: below(
    min(divide(elasticsearchDiskAvailable, elasticsearchDiskSize), { by: ['cluster', 'name'] }),
    percent(15),
  ),
  for: '15m',
  severity: 'high',
  summary: 'Elasticsearch node {{ $labels.name }} has {{ $value | humanizePercentage }} of its disk left.',
  description: 'For 15 minutes. Below 15 % it takes no new shards.',
  shownBy: targets,
});

/** Traces with holes. */
export const spansLost = alert({
  alert: 'MonitoringTraceSpansDropped',
  when: and(
    above(divide(sum(rate(spansDropped, '5m')), above(sum(rate(spansReceived, '5m')), 0)), percent(1)),
    // A trace has a dozen spans or more: fewer are not one hole.
    atLeast(sum(increase(spansDropped, '5m')), 12),
  ),
  for: '10m',
  severity: 'medium',
  summary: '{{ $value | humanizePercentage }} of spans are dropped.',
  description: 'For 10 minutes: traces have holes.',
  shownBy: targets,
});

/** Rules of this subject. */
export const telemetry: RuleFile = ruleFile({
  name: 'telemetry',
  groups: [
    ruleGroup({ name: 'telemetry', interval: '15s', rules: [telemetryLate, canaryMissing, logStoreRed] }),
    ruleGroup({
      name: 'telemetry-room',
      interval: '1m',
      rules: [ingestionNearLimit, labelsFolded, logStoreFull, spansLost],
    }),
  ],
});
