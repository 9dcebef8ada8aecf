import {
  above,
  alertList,
  anyOf,
  barGauge,
  column,
  count,
  dashboard,
  days,
  deriv,
  divide,
  equal,
  heatmap,
  histogramQuantile,
  increase,
  linkTo,
  logs,
  max,
  min,
  minutes,
  ms,
  not,
  or,
  percent,
  rate,
  rateInterval,
  ratio,
  reading,
  row,
  seconds,
  series,
  stat,
  stateTimeline,
  subtract,
  sum,
  table,
  time,
  timeseries,
  topk,
  vectorOf,
  where,
  worseAbove,
  worseBelow,
} from '#lib';
import { errorRatio } from '../alerts/availability.ts';
import { commandSuccess } from '../alerts/commands.ts';
import { responseP50, responseP95, responseP99 } from '../alerts/performance.ts';
import { authFailures } from '../alerts/security.ts';
import {
  apiRequests,
  circuitBreakerState,
  errors,
  healthStatus,
  operations as operationsTotal,
  responseTime,
} from '../catalog/availability.ts';
import { memoryUsage, resourceUtilization } from '../catalog/capacity.ts';
import { deployments, deploymentTimestamp, pipelineDuration, pipelineRuns } from '../catalog/delivery.ts';
import { incidentsOpen, oldestOpenIncident, timeToDetect, timeToResolve } from '../catalog/incidents.ts';
import { logLines, ruleGroupDuration, samplesAppended, up } from '../catalog/monitoring.ts';
import { configIntegrity, securityModuleBypass, sensitiveDataExposures } from '../catalog/security.ts';
import { activeSessions } from '../catalog/sessions.ts';
import { frameworkLogs } from '../catalog/views.ts';
import { frameworkLogs as frameworkLogsSource } from '../datasources/framework-logs.ts';
import { operations } from './bullets.ts';
import { deployed, environment, family, health, paging } from './panels/house.ts';
import { healthNow, openIncidents, responseTimeNow } from './panels/service-levels.ts';

const response = where(responseTime.bucket, { environment });
const work = where(operationsTotal, { environment });
const failedWork = where(operationsTotal, { environment, outcome: 'error' });
const runs = where(pipelineRuns, { environment });
/** What fills up and stays full; cpu and the like come and go with the day. */
const used = where(resourceUtilization, { environment, resource_type: anyOf('disk', 'memory') });

const lines = reading(frameworkLogs);

/** For those who run the framework: is it fine, and if not, where is the cause? */
export const operationsMonitoring = dashboard({
  uid: 'operations-monitoring',
  title: 'Operations monitoring',
  description: 'For operations: is the framework fine, and if not, where is the cause?',
  tags: [family, 'operations'],
  range: '3h',
  refresh: '30s',
  variables: [environment],
  annotations: [deployed, paging],
  rows: [
    row('Is it fine?', [
      healthNow({ answers: [operations.health] }),
      stat({
        title: 'Error ratio',
        description:
          'Which share of all work ends in an error? From 2 % on somebody is called, from 5 % on automation acts.',
        answers: [operations.errors],
        series: series(where(errorRatio, { environment }), ''),
        thresholds: worseAbove(percent(2), percent(5)),
        decimals: 2,
        tile: true,
      }),
      responseTimeNow({ answers: [operations.performance] }),
      stat({
        title: 'Error budget left, 30 days',
        description:
          'How much of the 0.1 % of commands that may fail in 30 days is left? Below zero the promise is broken.',
        answers: [operations.performance],
        series: series(where(commandSuccess.budgetLeft, { environment }), ''),
        thresholds: worseBelow(percent(25), percent(0)),
        decimals: 0,
        tile: true,
      }),
      openIncidents({ answers: [operations.errors] }),
      stat({
        title: 'Targets down',
        description: 'Does Prometheus reach everything that it should scrape?',
        answers: [operations.health],
        series: series(or(count(equal(up, 0)), vectorOf('count', 0)), ''),
        thresholds: worseAbove(1),
        decimals: 0,
        tile: true,
        links: [linkTo('operations-monitoring', 'Which ones', { panel: 'scrape-targets' })],
      }),
    ]),
    row('Which component?', [
      stateTimeline({
        title: 'Component health',
        description: 'Which component was degraded or down, and since when?',
        answers: [operations.health],
        series: series(min(where(healthStatus, { environment }), { by: ['component'] }), '{{component}}'),
        states: health,
        thresholds: worseBelow(1, 0.5),
      }),
      table({
        title: 'Components',
        description: 'Which component does the most work, errs the most, uses the most memory?',
        answers: [operations.health],
        labels: { component: 'Component' },
        columns: {
          Health: column(min(where(healthStatus, { environment }), { by: ['component'] }), {
            states: health,
            thresholds: worseBelow(1, 0.5),
          }),
          Operations: column(sum(rate(work, '5m'), { by: ['component'] }), { decimals: 1 }),
          'Error ratio': column(
            ratio(
              sum(rate(failedWork, '5m'), { by: ['component'] }),
              sum(rate(work, '5m'), { by: ['component'] }),
            ),
            { thresholds: worseAbove(percent(2), percent(5)), decimals: 2 },
          ),
          Memory: column(sum(where(memoryUsage, { environment }), { by: ['component'] }), { decimals: 0 }),
        },
        sortBy: 'Error ratio',
      }),
    ]),
    row('Errors and incidents', [
      timeseries({
        title: 'Error ratio by component',
        description: 'When did which component begin to err?',
        answers: [operations.errors],
        series: series(
          ratio(
            sum(rate(failedWork, rateInterval), { by: ['component'] }),
            sum(rate(work, rateInterval), { by: ['component'] }),
          ),
          '{{component}}',
        ),
        thresholds: worseAbove(percent(2), percent(5)),
        legend: 'table',
      }),
      barGauge({
        title: 'Most frequent errors',
        description: 'Which errors make up most of the trouble in the last hour?',
        answers: [operations.errors],
        series: series(
          topk(
            10,
            above(
              sum(increase(where(errors, { environment }), '1h'), { by: ['component', 'error_type'] }),
              0,
            ),
          ),
          '{{component}} {{error_type}}',
        ),
        decimals: 0,
        width: 12,
        empty: 'no errors',
      }),
      timeseries({
        title: 'Incidents open',
        description: 'How many incidents of which severity were open at a time?',
        answers: [operations.errors],
        series: series(sum(where(incidentsOpen, { environment }), { by: ['severity'] }), '{{severity}}'),
        colours: { critical: 'red', high: 'orange', medium: 'blue', low: 'text' },
        stacked: true,
        width: 8,
      }),
      stat({
        title: 'Time to detect',
        description: 'How long, on average over a day, until a fault is noticed? The target is 5 minutes.',
        answers: [operations.errors],
        series: series(
          divide(
            sum(increase(where(timeToDetect.sum, { environment }), '1d')),
            above(sum(increase(where(timeToDetect.count, { environment }), '1d')), 0),
          ),
          '',
        ),
        thresholds: worseAbove(minutes(5)),
        decimals: 1,
        width: 4,
        height: 8,
      }),
      stat({
        title: 'Time to resolve',
        description:
          'How long, on average over a day, until an incident is resolved? The target is 15 minutes.',
        answers: [operations.errors],
        series: series(
          divide(
            sum(increase(where(timeToResolve.sum, { environment }), '1d')),
            above(sum(increase(where(timeToResolve.count, { environment }), '1d')), 0),
          ),
          '',
        ),
        thresholds: worseAbove(minutes(15)),
        decimals: 1,
        width: 4,
        height: 8,
      }),
      stat({
        title: 'Oldest open incident',
        description:
          'How long has the oldest critical or high incident been waiting? After two hours leadership is told.',
        answers: [operations.errors],
        series: series(
          or(
            max(
              subtract(
                time(),
                where(oldestOpenIncident, { environment, severity: anyOf('critical', 'high') }),
              ),
            ),
            vectorOf('seconds', 0),
          ),
          '',
        ),
        thresholds: worseAbove(seconds(3600), seconds(7200)),
        states: { 0: { text: 'none open', colour: 'green' } },
        decimals: 0,
        width: 4,
        height: 8,
      }),
      alertList({
        title: 'Alerts',
        description: 'Which alerts fire or are about to?',
        answers: [operations.errors],
        width: 8,
      }),
      logs({
        title: 'Errors, line by line',
        description: 'What exactly was raised, where, and in which trace?',
        answers: [operations.errors],
        view: frameworkLogs,
        where: lines.anyOf('level', 'ERROR', 'FATAL'),
        chosenBy: { environment },
        from: frameworkLogsSource,
      }),
    ]),
    row('Performance and service levels', [
      timeseries({
        title: 'Response time',
        description: 'How fast are answers, for most users and for the unluckiest?',
        answers: [operations.performance],
        series: [
          series(where(responseP50, { environment }), 'p50'),
          series(where(responseP95, { environment }), 'p95'),
          series(where(responseP99, { environment }), 'p99'),
        ],
        thresholds: worseAbove(ms(200), ms(500)),
      }),
      heatmap({
        title: 'Response time distribution',
        description: 'Is everything a little slow, or something very slow?',
        answers: [operations.performance],
        buckets: sum(rate(response, rateInterval), { by: ['le'] }),
      }),
      timeseries({
        title: 'Response time by operation, p95',
        description: 'Which kind of operation is slow?',
        answers: [operations.performance],
        series: series(
          histogramQuantile(0.95, sum(rate(response, rateInterval), { by: ['le', 'operation_type'] })),
          '{{operation_type}}',
        ),
        thresholds: worseAbove(ms(200), ms(500)),
        exemplars: true,
        legend: 'table',
      }),
      timeseries({
        title: 'API requests by status',
        description: 'How many requests are answered, and how many of them with an error?',
        answers: [operations.performance],
        series: series(
          sum(rate(where(apiRequests, { environment }), rateInterval), { by: ['status_code'] }),
          '{{status_code}}',
        ),
        colours: { '2xx': 'green', '3xx': 'blue', '4xx': 'orange', '5xx': 'red' },
        stacked: true,
      }),
    ]),
    row('Capacity', [
      timeseries({
        title: 'Resource utilisation',
        description: 'How full is the fullest instance? 70 % is worth a plan, 80 % a call.',
        answers: [operations.capacity],
        series: series(
          max(where(resourceUtilization, { environment }), { by: ['resource_type'] }),
          '{{resource_type}}',
        ),
        thresholds: worseAbove(percent(70), percent(80)),
        max: 100,
        width: 10,
      }),
      barGauge({
        title: 'Time until 90 % full',
        description:
          'If the last day went on like this, when would disk and memory be 90 % full? What is not growing is not shown.',
        answers: [operations.capacity],
        series: series(
          divide(
            subtract(percent(90), max(used, { by: ['resource_type'] })),
            above(max(deriv(used, '1d'), { by: ['resource_type'] }), 0),
          ),
          '{{resource_type}}',
        ),
        thresholds: worseBelow(days(30), days(7)),
        empty: 'nothing grows',
        decimals: 0,
        width: 6,
      }),
      timeseries({
        title: 'Memory by component',
        description: 'Which component uses the memory, and does it ever give it back?',
        answers: [operations.capacity],
        series: series(sum(where(memoryUsage, { environment }), { by: ['component'] }), '{{component}}'),
        stacked: true,
        width: 8,
      }),
      timeseries({
        title: 'Active sessions',
        description: 'How many sessions of which type are open?',
        answers: [operations.capacity],
        series: series(
          sum(where(activeSessions, { environment }), { by: ['session_type'] }),
          '{{session_type}}',
        ),
        stacked: true,
      }),
      stateTimeline({
        title: 'Circuit breakers',
        description: 'Which breaker opened, and for how long?',
        answers: [operations.health],
        series: series(max(where(circuitBreakerState, { environment }), { by: ['breaker'] }), '{{breaker}}'),
        states: {
          0: { text: 'closed', colour: 'green' },
          0.5: { text: 'half-open', colour: 'orange' },
          1: { text: 'open', colour: 'red' },
        },
      }),
    ]),
    row('Security and integrity', [
      timeseries({
        title: 'Refused logins',
        description: 'Does somebody try to get in? More than 10 refusals within a minute page.',
        answers: [operations.health],
        series: series(where(authFailures, { environment }), 'refused in a minute'),
        thresholds: worseAbove(10),
        legend: 'hidden',
        width: 8,
      }),
      timeseries({
        title: 'Security events',
        description: 'Was a security module bypassed, or did sensitive data leave? Every single one pages.',
        answers: [operations.health],
        series: [
          series(sum(increase(where(securityModuleBypass, { environment }), '5m')), 'modules bypassed'),
          series(sum(increase(where(sensitiveDataExposures, { environment }), '5m')), 'data exposed'),
        ],
        thresholds: worseAbove(1),
        width: 8,
      }),
      stateTimeline({
        title: 'Configuration integrity',
        description: 'Which configuration was not what was signed, and when?',
        answers: [operations.health],
        series: series(
          min(where(configIntegrity, { environment }), { by: ['config_name'] }),
          '{{config_name}}',
        ),
        states: { 0: { text: 'corrupt', colour: 'red' }, 1: { text: 'intact', colour: 'green' } },
        thresholds: worseBelow(1),
        width: 8,
      }),
    ]),
    row('Deployments and pipelines', [
      stat({
        title: 'Since the last deployment',
        description: 'How long ago did a version go live?',
        answers: [operations.delivery],
        series: series(min(subtract(time(), where(deploymentTimestamp, { environment }))), ''),
        decimals: 1,
        width: 4,
        height: 8,
      }),
      barGauge({
        title: 'Deployments, last 7 days',
        description: 'How many deployments went well, failed, were taken back?',
        answers: [operations.delivery],
        series: series(
          sum(increase(where(deployments, { environment }), '7d'), { by: ['status'] }),
          '{{status}}',
        ),
        decimals: 0,
        width: 6,
      }),
      barGauge({
        title: 'Pipeline success, last day',
        description: 'Which share of the runs of each pipeline succeeded in the last 24 hours?',
        answers: [operations.delivery],
        series: series(
          ratio(
            sum(increase(where(pipelineRuns, { environment, status: 'success' }), '1d'), {
              by: ['pipeline'],
            }),
            sum(increase(runs, '1d'), { by: ['pipeline'] }),
          ),
          '{{pipeline}}',
        ),
        thresholds: worseBelow(percent(90), percent(75)),
        max: 1,
        width: 6,
      }),
      timeseries({
        title: 'Pipeline duration, p95',
        description: 'Do changes wait longer for their verdict than they used to?',
        answers: [operations.delivery],
        series: series(
          histogramQuantile(
            0.95,
            sum(rate(where(pipelineDuration.bucket, { environment }), '6h'), { by: ['le', 'pipeline'] }),
          ),
          '{{pipeline}}',
        ),
        width: 8,
      }),
    ]),
    row('Would we notice?', [
      stateTimeline({
        title: 'Scrape targets',
        description: 'Which target did Prometheus fail to reach, and when?',
        answers: [operations.health],
        series: series(min(up, { by: ['job', 'instance'] }), '{{job}} {{instance}}'),
        states: { 0: { text: 'down', colour: 'red' }, 1: { text: 'up', colour: 'green' } },
        thresholds: worseBelow(1),
      }),
      timeseries({
        title: 'Rule evaluation',
        description: 'How long does the slowest rule group take? Above 15 s an alert comes late.',
        answers: [operations.health],
        series: series(max(ruleGroupDuration), 'slowest group'),
        thresholds: worseAbove(seconds(15)),
        legend: 'hidden',
        width: 6,
      }),
      timeseries({
        title: 'Samples taken in',
        description: 'Is monitoring itself growing?',
        answers: [operations.capacity],
        series: series(sum(rate(samplesAppended, rateInterval)), 'samples'),
        legend: 'hidden',
        width: 6,
      }),
      timeseries({
        title: 'Log lines not as they were meant',
        description: 'Are lines mended, refused, or dropped for want of a disk?',
        answers: [operations.errors],
        series: series(
          sum(increase(where(logLines, { environment, outcome: not('written') }), '1h'), { by: ['outcome'] }),
          '{{outcome}}',
        ),
      }),
    ]),
  ],
});
