import { oneOf } from '../../src/builders/metric.ts';
import { nameIsUnique } from '../../src/checks/name-is-unique.ts';
import type { Variable } from '../../src/model/variable.ts';
import {
  alerting,
  dashboard,
  executions,
  health,
  metrics,
  project,
  recording,
  response,
  ruled,
  tells,
} from './fixture.ts';

const group = (name: string, ...rules: Parameters<typeof ruled>[0]) => ({
  name,
  interval: '15s',
  rules,
});
const one = recording('environment:a:sum', 'sum by (environment) (framework_health_status)');
const variable = (title: string): Variable => ({
  variable: 'environment',
  title,
  multi: false,
  all: false,
  from: { type: 'text', value: '' },
});

tells(nameIsUnique, {
  'two rule files of one name': {
    of: project({
      rules: [
        { name: 'commands', groups: [group('rates', one)] },
        { name: 'Commands', groups: [group('alarms', alerting(health)), group('more')] },
      ],
    }),
    says: [['2 rule files are called Commands: one with rates and one with alarms and more']],
  },
  'two groups of one name in a file': {
    of: project({
      rules: [{ name: 'commands', groups: [group('main', one), group('main', alerting(health))] }],
    }),
    says: [['2 rule groups of the file are called main: one with environment:a:sum and one with Alarm']],
  },
  'two rules that record one series, wherever they stand': {
    of: project({
      rules: [
        { name: 'commands', groups: [group('main', one)] },
        { name: 'sessions', groups: [group('main', recording('environment:a:sum', health))] },
      ],
    }),
    says: [
      [
        '2 rules record environment:a:sum with the same labels: in alerts/commands.ts › main and alerts/sessions.ts › main',
      ],
    ],
  },
  'the same labels in another order': {
    of: ruled([
      recording('a:b:c', health, { tier: 'long', team: 'a' }),
      recording('a:b:c', health, { team: 'a', tier: 'long' }),
    ]),
    says: [
      [
        '2 rules record a:b:c with the same labels: in alerts/commands.ts › main and alerts/commands.ts › main',
      ],
    ],
  },
  'two alerts that are the same': {
    of: ruled([alerting('framework_health_status > 1'), alerting('framework_health_status > 1')]),
    says: [['2 alerts are the same Alarm: in alerts/commands.ts › main and alerts/commands.ts › main']],
  },
  'two metrics of one name': {
    of: project({ metrics: [health, { ...health, help: 'Other.' }] }),
    says: [
      [
        '2 metrics expose framework_health_status: the gauge of framework ("Health.") and the gauge of framework ("Other.")',
      ],
    ],
  },
  'two histograms of one name are told of once': {
    of: project({ metrics: [response, { ...response, help: 'Other.' }] }),
    says: [
      [
        '2 metrics expose framework_response_time_seconds: the histogram of framework ("Response time.") and the histogram of framework ("Other.")',
      ],
    ],
  },
  'a counter that a histogram exposes too': {
    of: project({
      metrics: [response, { ...executions, name: 'framework_response_time_seconds_count' as never }],
    }),
    says: [
      [
        '2 metrics expose framework_response_time_seconds_count: the histogram framework_response_time_seconds of framework ("Response time.") and the counter of framework ("Executed commands.")',
      ],
    ],
  },
  'two variables of one name': {
    of: project({ dashboards: [dashboard({ variables: [variable('Where'), variable('Environment')] })] }),
    says: [['2 variables of the dashboard are called environment: "Where" and "Environment"']],
  },
  'names of their own, one series in two parts, one alert at two thresholds': {
    of: project({
      metrics: [...metrics, { ...health, name: 'other' as never, labels: { a: oneOf('b') } as never }],
      rules: [
        {
          name: 'commands',
          groups: [
            group(
              'rates',
              recording('a:b:c', health, { tier: 'a' }),
              recording('a:b:c', health, { tier: 'b' }),
            ),
            group('alarms', alerting('framework_health_status > 1'), alerting('framework_health_status > 2')),
          ],
        },
        { name: 'sessions', groups: [group('rates')] },
      ],
      dashboards: [
        dashboard({ variables: [variable('Where')] }),
        dashboard({ uid: 'b', title: 'B', variables: [variable('Where')] }),
      ],
    }),
  },
});
