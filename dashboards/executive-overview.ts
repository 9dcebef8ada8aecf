import {
  above,
  anyOf,
  barGauge,
  dashboard,
  divide,
  histogramQuantile,
  increase,
  linkTo,
  max,
  ms,
  not,
  percent,
  rate,
  ratio,
  row,
  series,
  stat,
  subtract,
  sum,
  timeseries,
  where,
  worseAbove,
  worseBelow,
} from '#lib';
import { costPerCommand, costPerDay } from '../alerts/capacity.ts';
import { adoption, satisfaction } from '../alerts/users.ts';
import { responseTime } from '../catalog/availability.ts';
import { cost, resourceUtilization } from '../catalog/capacity.ts';
import { commandExecutions } from '../catalog/commands.ts';
import { qualityGateChecks } from '../catalog/quality-gates.ts';
import { sessionsStarted } from '../catalog/sessions.ts';
import { activeUsers } from '../catalog/users.ts';
import { executive } from './bullets.ts';
import { deployed, environment, family } from './panels/house.ts';
import {
  availability30d,
  gateCompliance30d,
  healthNow,
  openIncidents,
  responseTimeNow,
} from './panels/service-levels.ts';

const inOperations = [linkTo('operations-monitoring', 'Causes in operations')];
const valid = where(commandExecutions, { environment, status: not('cancelled', 'rejected') });
const bad = where(commandExecutions, { environment, status: anyOf('failure', 'timeout') });
const checks = where(qualityGateChecks, { environment, status: not('skipped') });
const compliant = where(qualityGateChecks, { environment, status: anyOf('passed', 'warning') });
const active = where(activeUsers, { environment });

/** For leadership: do we keep our promises, is it used, and what does it cost? Points are five minutes apart. */
export const executiveOverview = dashboard({
  uid: 'executive-overview',
  title: 'Executive overview',
  description: 'For leadership: does the framework keep its promises, is it used, and what does it cost?',
  tags: [family, 'executive'],
  range: '7d',
  refresh: '5m',
  resolution: '5m',
  variables: [environment],
  annotations: [deployed],
  rows: [
    row('Do we keep our promises?', [
      healthNow({ answers: [executive.availability], links: inOperations }),
      availability30d({ answers: [executive.availability], links: inOperations }),
      responseTimeNow({ answers: [executive.performance], links: inOperations }),
      gateCompliance30d({
        answers: [executive.quality],
        links: [linkTo('development-metrics', 'Gates in development')],
      }),
      openIncidents({ answers: [executive.availability] }),
      stat({
        title: 'Adoption',
        description: 'Which share of the registered users worked with the framework in the last 30 days?',
        answers: [executive.adoption],
        series: series(where(adoption, { environment }), ''),
        decimals: 0,
      }),
    ]),
    row('Promises over time', [
      timeseries({
        title: 'Availability',
        description: 'When did commands fail, and did the service level hold at 99.9 %?',
        answers: [executive.availability],
        series: series(
          subtract(percent(100), ratio(sum(rate(bad, '1h')), sum(rate(valid, '1h')))),
          'successful commands',
        ),
        thresholds: worseBelow(percent(99.9)),
        max: 1,
        legend: 'hidden',
        width: 8,
      }),
      timeseries({
        title: 'Response time',
        description: 'Did 95 of 100 answers stay below 200 ms all the time?',
        answers: [executive.performance],
        series: series(
          histogramQuantile(
            0.95,
            sum(rate(where(responseTime.bucket, { environment }), '15m'), { by: ['le'] }),
          ),
          'p95',
        ),
        thresholds: worseAbove(ms(200)),
        legend: 'hidden',
        width: 8,
      }),
      timeseries({
        title: 'Quality gate compliance',
        description: 'Do more than 90 % of the quality checks pass, and where is it heading?',
        answers: [executive.quality],
        series: series(ratio(sum(rate(compliant, '6h')), sum(rate(checks, '6h'))), 'compliance'),
        thresholds: worseBelow(percent(90)),
        max: 1,
        legend: 'hidden',
        width: 8,
      }),
    ]),
    row('Is it used?', [
      timeseries({
        title: 'Active users',
        description: 'How many people work with the framework each day, week and month?',
        answers: [executive.adoption],
        series: series(max(active, { by: ['window'] }), 'last {{window}}'),
      }),
      timeseries({
        title: 'Commands and sessions',
        description: 'How much work is given to the framework per hour?',
        answers: [executive.adoption],
        series: [
          series(sum(increase(where(commandExecutions, { environment }), '1h')), 'commands'),
          series(sum(increase(where(sessionsStarted, { environment }), '1h')), 'sessions'),
        ],
      }),
      stat({
        title: 'Daily users among monthly',
        description: 'Do people come back? The share of the users of the last 30 days who were here today.',
        answers: [executive.adoption],
        series: series(
          divide(max(where(active, { window: '1d' })), above(max(where(active, { window: '30d' })), 0)),
          '',
        ),
        decimals: 0,
        width: 8,
      }),
      stat({
        title: 'Satisfied users',
        description: 'Which share of the ratings of the last seven days is 4 or 5 of 5? The target is 90 %.',
        answers: [executive.adoption],
        series: series(where(satisfaction, { environment }), ''),
        thresholds: worseBelow(percent(90), percent(75)),
        decimals: 0,
        width: 8,
      }),
    ]),
    row('What does it cost?', [
      stat({
        title: 'Cost, last day',
        description: 'What did the last 24 hours cost, everything included?',
        answers: [executive.cost],
        series: series(where(costPerDay, { environment }), ''),
        decimals: 2,
        width: 6,
      }),
      stat({
        title: 'Cost of a command',
        description: 'What does one successful command cost, averaged over the last 24 hours?',
        answers: [executive.cost],
        series: series(where(costPerCommand, { environment }), ''),
        decimals: 3,
        width: 6,
      }),
      barGauge({
        title: 'Resource utilisation',
        description: 'How full is the fullest instance? From 80 % on somebody is told.',
        answers: [executive.cost],
        series: series(
          max(where(resourceUtilization, { environment }), { by: ['resource_type'] }),
          '{{resource_type}}',
        ),
        thresholds: worseAbove(percent(70), percent(80)),
        max: 100,
        width: 12,
        height: 6,
      }),
      timeseries({
        title: 'Cost by category',
        description: 'What is money spent on, per hour?',
        answers: [executive.cost],
        series: series(
          sum(increase(where(cost, { environment }), '1h'), { by: ['cost_category'] }),
          '{{cost_category}}',
        ),
        stacked: true,
        width: 24,
      }),
    ]),
  ],
});
