import {
  barGauge,
  column,
  count,
  dashboard,
  divide,
  increase,
  linkTo,
  max,
  minutes,
  not,
  objectivePanels,
  or,
  percent,
  row,
  seconds,
  series,
  stat,
  subtract,
  sum,
  table,
  timeseries,
  vectorOf,
  where,
  worseAbove,
  worseBelow,
} from '#lib';
import { commandSuccess } from '../alerts/commands.ts';
import {
  alertsPerHour,
  detectionCoverage,
  falsePositives,
  meanTimeToDetect,
  meanTimeToResolve,
  proactiveResolution,
} from '../alerts/incidents.ts';
import { dashboardDuration, queryDuration } from '../alerts/monitoring.ts';
import { quickAnswers } from '../alerts/performance.ts';
import { monitoringPromises } from '../alerts/promises.ts';
import { gateCompliance } from '../alerts/quality-gates.ts';
import { satisfaction } from '../alerts/users.ts';
import { componentsRegistered, operations } from '../catalog/availability.ts';
import { insightsReady } from '../catalog/capacity.ts';
import { commandExecutions, commandsRegistered } from '../catalog/commands.ts';
import { automationActions } from '../catalog/incidents.ts';
import { canaryAge, cardinalityOverflow, ruleGroupDuration } from '../catalog/monitoring.ts';
import { qualityGateChecks, qualityGatesRegistered } from '../catalog/quality-gates.ts';
import { success } from './bullets.ts';
import { environment, family, paging } from './panels/house.ts';
import {
  availability30d,
  gateCompliance30d,
  healthNow,
  openIncidents,
  responseTimeNow,
} from './panels/service-levels.ts';

const executions = where(commandExecutions, { environment, command_type: not('other') });
const work = where(operations, { environment, component: not('overall') });
const checks = where(qualityGateChecks, { environment });

/** For those who answer for the framework: which promises are kept, and would we notice if one were not? */
export const serviceLevels = dashboard({
  uid: 'service-levels',
  title: 'Service levels',
  description: 'For those who answer for the framework: are promises kept, and would we notice if not?',
  tags: [family, 'service-levels'],
  range: '24h',
  refresh: '1m',
  resolution: '1m',
  variables: [environment],
  annotations: [paging],
  links: [linkTo('operations-monitoring', 'Causes in operations')],
  rows: [
    row('Are promises kept?', [
      healthNow({ answers: [success.business] }),
      availability30d({ answers: [success.business] }),
      responseTimeNow({ answers: [success.business] }),
      gateCompliance30d({ answers: [success.business] }),
      openIncidents({ answers: [success.business] }),
    ]),
    row('Do commands succeed?', [
      ...objectivePanels(commandSuccess, { environment, answers: [success.business] }),
    ]),
    row('Are answers quick?', [
      ...objectivePanels(quickAnswers, { environment, answers: [success.business] }),
    ]),
    row('Does work meet the standards?', [
      ...objectivePanels(gateCompliance, { environment, answers: [success.business] }),
    ]),
    row('Is monitoring there?', [
      table({
        title: 'Promises of monitoring',
        description: 'Is each part of monitoring there as much as promised, and how much may still go wrong?',
        answers: [success.availability],
        labels: { objective: 'Promise' },
        columns: {
          'Good, 30 days': column(subtract(percent(100), monitoringPromises.errors30d), { decimals: 3 }),
          'Bad, last hour': column(monitoringPromises.errors1h, { decimals: 3 }),
          'Budget left': column(monitoringPromises.budgetLeft, {
            thresholds: worseBelow(percent(25), percent(0)),
            decimals: 0,
          }),
        },
        sortBy: 'Bad, last hour',
      }),
      timeseries({
        title: 'What goes wrong in monitoring',
        description: 'When did scrapes, notifications or dashboards fail?',
        answers: [success.availability],
        series: series(monitoringPromises.errors1h, '{{objective}}'),
      }),
      stat({
        title: 'Query time',
        description: 'How long does Prometheus take for a query, on average? The target is 2 seconds.',
        answers: [success.performance],
        series: series(queryDuration, ''),
        thresholds: worseAbove(seconds(2), seconds(5)),
        width: 6,
      }),
      stat({
        title: 'Dashboard load time',
        description:
          'How long does Grafana take for a dashboard or a panel, on average? The target is 3 seconds.',
        answers: [success.performance],
        series: series(dashboardDuration, ''),
        thresholds: worseAbove(seconds(3)),
        width: 6,
      }),
      stat({
        title: 'Slowest rules',
        description: 'How long does the slowest group of rules take? The target is 15 seconds.',
        answers: [success.performance],
        series: series(max(ruleGroupDuration), ''),
        thresholds: worseAbove(seconds(15), seconds(30)),
        width: 6,
      }),
      stat({
        title: 'Ingestion delay',
        description: 'How old is the newest log and the newest trace? The target is 30 seconds.',
        answers: [success.performance],
        series: series(max(where(canaryAge, { environment }), { by: ['telemetry'] }), '{{telemetry}}'),
        thresholds: worseAbove(seconds(30), seconds(60)),
        decimals: 0,
        width: 6,
      }),
    ]),
    row('What do we see?', [
      stat({
        title: 'Visible commands, components and gates',
        description: 'Which share of what must report was heard of lately? The target is all of it.',
        answers: [success.visibility, success.business],
        series: [
          series(
            divide(
              count(count(executions, { by: ['command_type'] })),
              max(where(commandsRegistered, { environment })),
            ),
            'commands',
          ),
          series(
            divide(
              count(count(work, { by: ['component'] })),
              max(where(componentsRegistered, { environment })),
            ),
            'components',
          ),
          series(
            divide(
              count(count(checks, { by: ['gate_type'] })),
              max(where(qualityGatesRegistered, { environment })),
            ),
            'quality gates',
          ),
        ],
        thresholds: worseBelow(percent(100), percent(90)),
        decimals: 0,
        width: 10,
      }),
      stat({
        title: 'Incidents that we noticed first',
        description:
          'Which share of the incidents of 30 days did an alert or a probe notice? The target is 95 %.',
        answers: [success.visibility],
        series: series(where(detectionCoverage, { environment }), ''),
        thresholds: worseBelow(percent(95), percent(80)),
        decimals: 1,
        width: 7,
      }),
      stat({
        title: 'Incidents without impact',
        description: 'Which share of the incidents of 30 days did users not feel? The target is 80 %.',
        answers: [success.business],
        series: series(where(proactiveResolution, { environment }), ''),
        thresholds: worseBelow(percent(80), percent(60)),
        decimals: 1,
        width: 7,
      }),
    ]),
    row('Are people told in time, and only when it matters?', [
      stat({
        title: 'Time to detect, 30 days',
        description: 'How long, on average, until a fault is noticed? The target is 5 minutes.',
        answers: [success.operations],
        series: series(where(meanTimeToDetect, { environment }), ''),
        thresholds: worseAbove(minutes(5)),
        decimals: 1,
      }),
      stat({
        title: 'Time to resolve, 30 days',
        description: 'How long, on average, until an incident is resolved? The target is 15 minutes.',
        answers: [success.operations],
        series: series(where(meanTimeToResolve, { environment }), ''),
        thresholds: worseAbove(minutes(15)),
        decimals: 1,
      }),
      stat({
        title: 'False alerts, 30 days',
        description: 'Which share of the reviewed alerts was false? The target is 5 %.',
        answers: [success.operations],
        series: series(where(falsePositives, { environment }), ''),
        thresholds: worseAbove(percent(5)),
        decimals: 1,
      }),
      stat({
        title: 'Alerts an hour',
        description: 'How many alerts do people get in an hour, over a day? The target is 2.',
        answers: [success.operations],
        series: series(alertsPerHour, ''),
        thresholds: worseAbove(2),
        decimals: 1,
      }),
      stat({
        title: 'Satisfied users',
        description: 'Which share of the ratings of the last seven days is 4 or 5? The target is 90 %.',
        answers: [success.business],
        series: series(where(satisfaction, { environment }), ''),
        thresholds: worseBelow(percent(90), percent(75)),
        decimals: 0,
      }),
      barGauge({
        title: 'Automated actions',
        description: 'What did automation do in the last day, so that nobody had to, and what came of it?',
        answers: [success.business],
        series: series(
          sum(increase(where(automationActions, { environment }), '1d'), { by: ['action', 'outcome'] }),
          '{{action}} {{outcome}}',
        ),
        decimals: 0,
        width: 12,
      }),
      timeseries({
        title: 'Findings of the analyser',
        description: 'How many findings about resources, modules and performance wait to be read?',
        answers: [success.operations],
        series: series(
          sum(where(insightsReady, { environment }), { by: ['insight_type'] }),
          '{{insight_type}}',
        ),
        width: 6,
      }),
      timeseries({
        title: 'Labels that run wild',
        description: 'Which metric meets more label values than it may, and folds them?',
        answers: [success.visibility],
        series: series(
          or(sum(increase(where(cardinalityOverflow, { environment }), '1h')), vectorOf('count', 0)),
          'observations folded',
        ),
        width: 6,
      }),
    ]),
  ],
});
