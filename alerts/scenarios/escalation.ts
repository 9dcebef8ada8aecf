import { feed, fires, gap, hold, quiet, type Scenario, scenario, silent } from '#lib';
import { oldestOpenIncident } from '../../catalog/incidents.ts';
import { alerts } from '../../catalog/monitoring.ts';
import { criticalForHours, criticalUnresolved } from '../incidents.ts';
import { here } from './here.ts';

const critical = { ...here, alertstate: 'firing', severity: 'critical', level: '1' } as const;

/** One for each thing that makes an alert no critical one for people. */
const others = [
  feed(alerts, { ...critical, alertname: 'Pending', alertstate: 'pending' }, hold(1)),
  feed(alerts, { ...critical, alertname: 'High', severity: 'high' }, hold(1)),
  feed(alerts, { ...critical, alertname: 'Escalation', level: 'executive' }, hold(1)),
  feed(alerts, { ...critical, alertname: 'Trigger', response: 'high_error_rate' }, hold(1)),
];

/** When leadership must hear of something, and when not. */
export const escalationScenarios: readonly Scenario[] = [
  scenario('two hours of critical alerts, of whatever kind, are told to leadership', {
    every: '1m',
    given: [
      feed(alerts, { ...critical, alertname: 'Slow' }, gap('10m'), hold(1, '70m'), gap()),
      feed(alerts, { ...critical, alertname: 'Failing' }, gap('75m'), hold(1)),
    ],
    expect: [
      fires(criticalForHours, '130m', {
        labels: here,
        summary: 'Critical alerts have been firing for two hours.',
      }),
    ],
  }),
  scenario('a break of seven minutes does not count', {
    every: '1m',
    given: [feed(alerts, { ...critical, alertname: 'Slow' }, hold(1, '1h'), gap('12m'), hold(1))],
    expect: [
      fires(criticalForHours, '120m', {
        labels: here,
        summary: 'Critical alerts have been firing for two hours.',
      }),
    ],
  }),
  scenario('a break of eight minutes makes two incidents of one', {
    every: '1m',
    given: [feed(alerts, { ...critical, alertname: 'Slow' }, hold(1, '1h'), gap('13m'), hold(1))],
    expect: [quiet(criticalForHours, '190m')],
  }),
  scenario('what is over is not told of, nor what pends, pages engineers, or sets automation off', {
    every: '1m',
    given: [
      feed(alerts, { ...critical, alertname: 'Slow' }, hold(1, '110m'), gap()),
      feed(alerts, { ...critical, alertname: 'Pending', alertstate: 'pending' }, hold(1)),
      feed(alerts, { ...critical, alertname: 'High', severity: 'high' }, hold(1)),
      feed(alerts, { ...critical, alertname: 'Escalation', level: 'executive' }, hold(1)),
      feed(alerts, { ...critical, alertname: 'Trigger', response: 'high_error_rate' }, hold(1)),
    ],
    expect: [quiet(criticalForHours, '4h')],
  }),
  scenario('a critical incident that is open for more than two hours is told to leadership', {
    every: '1m',
    given: [
      feed(oldestOpenIncident, { ...here, severity: 'critical' }, gap('1h'), hold(600)),
      feed(oldestOpenIncident, { ...here, severity: 'critical', instance: 'another' }, hold(6000)),
      feed(oldestOpenIncident, { ...here, severity: 'high' }, hold(0)),
    ],
    expect: [
      fires(criticalUnresolved, '131m', {
        labels: here,
        summary: 'A critical incident has been open for 2h 1m 0s.',
      }),
    ],
  }),
  scenario('others that fire do not stand in for a critical one that begins, pauses or ends', {
    every: '1m',
    given: [...others, feed(alerts, { ...critical, alertname: 'Late' }, gap('5m'), hold(1, '125m'), gap())],
    expect: [silent(criticalForHours, '122m'), silent(criticalForHours, '136m')],
  }),
  scenario('nor in between', {
    every: '1m',
    given: [
      ...others,
      feed(alerts, { ...critical, alertname: 'Twice' }, hold(1, '10m'), gap('90m'), hold(1)),
    ],
    expect: [quiet(criticalForHours, '125m')],
  }),
];
