import { ends, feed, fires, gap, grow, hold, quiet, type ScenarioFile, scenario } from '#lib';
import {
  canaryAge,
  cardinalityOverflow,
  elasticsearchDiskAvailable,
  elasticsearchDiskSize,
  elasticsearchHealth,
  samplesAppended,
  spansDropped,
  spansReceived,
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
import { here } from './here.ts';

const node = { cluster: 'logs', name: 'es-1', path: '/data' } as const;
const metric = { ...here, metric: 'framework_command_executions_total' } as const;

/** What the rules about telemetry must do. */
export const telemetry: ScenarioFile = {
  name: 'telemetry',
  scenarios: [
    scenario('logs that arrive more than a minute late for five minutes are told of', {
      given: [
        feed(canaryAge, { ...here, telemetry: 'logs', instance: 'a' }, hold(60, '5m'), hold(63)),
        feed(canaryAge, { ...here, telemetry: 'logs', instance: 'b' }, hold(5)),
        feed(canaryAge, { ...here, telemetry: 'traces' }, hold(55)),
      ],
      expect: [
        fires(telemetryLate, '10m', {
          labels: { ...here, telemetry: 'logs' },
          summary: 'logs arrive 1m 3s late.',
        }),
        quiet(canaryMissing, '20m'),
      ],
    }),
    scenario('a canary that is missing for ten minutes is told of', {
      given: [
        feed(canaryAge, { ...here, telemetry: 'logs' }, hold(10, '5m'), gap()),
        feed(canaryAge, { ...here, telemetry: 'traces' }, hold(10, '10m'), gap()),
      ],
      expect: [
        fires(canaryMissing, '20m', {
          labels: { telemetry: 'logs' },
          summary: 'Nobody knows whether logs arrive.',
        }),
      ],
    }),
    scenario('both are told of where both are missing', {
      given: [feed(samplesAppended, { type: 'float' }, grow(1))],
      expect: [
        fires(
          canaryMissing,
          '10m',
          { labels: { telemetry: 'logs' }, summary: 'Nobody knows whether logs arrive.' },
          { labels: { telemetry: 'traces' }, summary: 'Nobody knows whether traces arrive.' },
        ),
      ],
    }),
    scenario('more than 80,000 samples a second for half an hour are near the limit', {
      every: '1m',
      given: [
        feed(samplesAppended, { type: 'float' }, grow(4_200_000, '10m'), grow(4_440_000)),
        feed(samplesAppended, { type: 'histogram' }, grow(600_000)),
      ],
      expect: [
        fires(ingestionNearLimit, '40m', {
          labels: {},
          summary: 'Prometheus takes in 84k samples a second.',
        }),
      ],
    }),
    scenario('a second is one of five minutes', {
      every: '1m',
      given: [feed(samplesAppended, { type: 'float' }, grow(4_200_000, '10m'), grow(5_400_000))],
      expect: [
        fires(ingestionNearLimit, '42m', {
          labels: {},
          summary: 'Prometheus takes in 90k samples a second.',
        }),
      ],
    }),
    scenario('what was folded is told of for an hour', {
      every: '1m',
      given: [feed(cardinalityOverflow, metric, hold(3, '10m'), hold(4))],
      expect: [ends(labelsFolded, '70m')],
    }),
    scenario('labels that are folded are told of after a quarter of an hour', {
      every: '1m',
      given: [feed(cardinalityOverflow, { ...metric, job: 'claude-framework' }, hold(3, '10m'), hold(4))],
      expect: [
        fires(labelsFolded, '25m', {
          labels: metric,
          summary: 'The labels of framework_command_executions_total take more values than they may.',
        }),
      ],
    }),
    scenario('a cluster that is red for a minute is told of, one that is yellow is not', {
      every: '30s',
      given: [
        feed(elasticsearchHealth, { cluster: 'logs', color: 'red', instance: 'a' }, hold(0, '5m'), hold(1)),
        feed(elasticsearchHealth, { cluster: 'logs', color: 'red', instance: 'b' }, hold(0)),
        feed(elasticsearchHealth, { cluster: 'traces', color: 'yellow' }, hold(1)),
      ],
      expect: [
        fires(logStoreRed, '6m', {
          labels: { cluster: 'logs' },
          summary: 'The Elasticsearch cluster logs is red.',
        }),
      ],
    }),
    scenario('less than 15 % of a disk for a quarter of an hour are little', {
      every: '1m',
      given: [
        feed(elasticsearchDiskAvailable, node, hold(15, '5m'), hold(14.5)),
        feed(elasticsearchDiskSize, node, hold(100)),
        feed(elasticsearchDiskAvailable, { ...node, path: '/other' }, hold(90)),
        feed(elasticsearchDiskSize, { ...node, path: '/other' }, hold(100)),
      ],
      expect: [
        fires(logStoreFull, '20m', {
          labels: { cluster: 'logs', name: 'es-1' },
          summary: 'Elasticsearch node es-1 has 14.5% of its disk left.',
        }),
      ],
    }),
    scenario('more than one of a hundred spans that are dropped for ten minutes are holes', {
      every: '1m',
      given: [
        feed(spansReceived, { svc: 'claude-framework' }, grow(6000)),
        feed(spansDropped, { host: 'a' }, grow(60, '10m'), grow(63)),
      ],
      expect: [fires(spansLost, '20m', { labels: {}, summary: '1.05% of spans are dropped.' })],
    }),
    scenario('spans are dropped within five minutes', {
      every: '1m',
      given: [
        feed(spansReceived, { svc: 'claude-framework' }, grow(6000)),
        feed(spansDropped, { host: 'a' }, grow(30, '20m'), grow(90)),
      ],
      expect: [fires(spansLost, '32m', { labels: {}, summary: '1.5% of spans are dropped.' })],
    }),
    scenario('of those received within five minutes', {
      every: '1m',
      given: [
        feed(spansReceived, { svc: 'claude-framework' }, grow(12_000, '20m'), grow(4800)),
        feed(spansDropped, { host: 'a' }, grow(60)),
      ],
      expect: [fires(spansLost, '34m', { labels: {}, summary: '1.25% of spans are dropped.' })],
    }),
    scenario('fewer than twelve spans dropped in five minutes are none', {
      every: '1m',
      given: [
        feed(spansReceived, { svc: 'claude-framework' }, grow(20)),
        feed(spansDropped, { host: 'a' }, hold(0, '10m'), grow(2.2, '30m'), grow(2.4)),
      ],
      expect: [fires(spansLost, '54m', { labels: {}, summary: '12% of spans are dropped.' })],
    }),
  ],
};
