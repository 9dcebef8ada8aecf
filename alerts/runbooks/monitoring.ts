import {
  above,
  ask,
  count,
  divide,
  equal,
  histogramQuantile,
  increase,
  max,
  type RunbookFile,
  rate,
  runbook,
  sum,
  topk,
  where,
} from '#lib';
import {
  alertmanagerReloadSuccessful,
  alertmanagersDiscovered,
  alerts,
  canaryChecks,
  grafanaHttpDuration,
  headSeries,
  notificationsDropped,
  notificationsFailed,
  prometheusHttpDuration,
  prometheusReloadSuccessful,
  ruleEvaluationFailures,
  ruleGroupDuration,
  ruleGroupIterationsMissed,
  ruleGroupRules,
  up,
} from '../../catalog/monitoring.ts';
import {
  configurationStale,
  dashboardsSlow,
  noAlertmanager,
  notificationsLost,
  queriesSlow,
  rulesFailing,
  rulesSlow,
  targetDown,
  watchdog,
} from '../monitoring.ts';
import { whichTargetsAreDown } from './questions.ts';

const alertmanagersUp = ask(
  'Does Alertmanager answer?',
  where(up, { job: 'alertmanager' }),
  '1 answers scrapes, so it runs and can be reached from Prometheus. 0 or nothing: repair that first.',
);

const howManyAlerts = ask(
  'How many alerts fire at the moment?',
  count(where(alerts, { alertstate: 'firing' }), { by: ['severity'] }),
  'Hundreds are too many for anybody: one cause with many effects. Find the oldest.',
);

const howManySeries = ask(
  'How many series are there?',
  headSeries,
  'Twice as many as last week: a label runs wild, and every query over it is slow.',
);

const queueing = ask(
  'What is Prometheus busy with?',
  topk(5, max(ruleGroupDuration, { by: ['rule_group'] })),
  'Seconds that the last evaluation of a group took. Several seconds: that group reads too much.',
);

/** Runbooks of this subject. */
export const monitoring: RunbookFile = {
  name: 'monitoring',
  runbooks: [
    runbook(watchdog, {
      meaning:
        'It always fires. A service outside of this system waits for it, and raises an alarm of its own when it stops. If you are here because of that alarm, alerts do not arrive any more.',
      impact: 'While it fires: none. When it has stopped, nobody is told of anything, whatever happens.',
      diagnosis: [
        ask(
          'Does Prometheus evaluate rules?',
          where(alerts, { alertname: 'Watchdog' }),
          'One series: Prometheus works, so go on with the next question. If the query itself fails, Prometheus is down: start it.',
        ),
        ask(
          'Does it know an Alertmanager?',
          alertmanagersDiscovered,
          '0: see [MonitoringNoAlertmanager](MonitoringNoAlertmanager.md).',
        ),
        ask(
          'Which notifications fail?',
          sum(increase(notificationsFailed, '10m'), { by: ['integration'] }),
          '`webhook` grows: the service outside refuses or cannot be reached; look whether its token has expired.',
        ),
        ask(
          'Do test alerts arrive?',
          sum(increase(where(canaryChecks, { telemetry: 'alerts' }), '1h'), { by: ['outcome'] }),
          '`found`: alerts are delivered, and only the way to the service outside is broken. `lost`: nothing is delivered.',
        ),
      ],
      mitigation: [
        'Start what is down, Prometheus first, then Alertmanager.',
        'Until alerts arrive again, somebody watches the dashboard Operations monitoring. Say who.',
        'Test the way to the end: `amtool alert add Test severity=critical --alertmanager.url=http://alertmanager:9093` must page level 1.',
      ],
      escalation: 'When it has stopped: page level 2 by telephone, since nothing else works.',
    }),
    runbook(targetDown, {
      meaning:
        'Prometheus has not been able to scrape one of the tools, or one of the exporters, for three minutes. The framework itself has alerts of its own.',
      impact:
        'What that target would have told is not known, and alerts about it cannot fire. `claude-framework-ops` down: no automation and no clock of incidents. `github-integration`: no alerts about GitHub and deployments.',
      diagnosis: [
        whichTargetsAreDown,
        ask(
          'How many targets of each job are left?',
          sum(up, { by: ['job'] }),
          '0 is a job without any: its alerts are blind. Above 0: another replica still answers.',
        ),
      ],
      mitigation: [
        'Status > Targets in Prometheus tells the last error. `connection refused`: the process is down, start it. `context deadline exceeded`: it is overloaded, or a firewall is in between. `401`: its credential has changed. `sample limit`: a label runs wild, see [MonitoringCardinalityHigh](MonitoringCardinalityHigh.md).',
        'From the machine of Prometheus: `curl -m 5 http://<instance>/metrics | head`.',
        'Taken out on purpose: remove it from `catalog/jobs.ts`, or silence this instance until it is back.',
      ],
    }),
    runbook(noAlertmanager, {
      meaning:
        'For two minutes Prometheus has known no Alertmanager to send alerts to. If you were paged for it, a second Prometheus still has one.',
      impact: 'No alert of this Prometheus reaches anybody.',
      diagnosis: [
        ask(
          'How many does each Prometheus know?',
          alertmanagersDiscovered,
          'By `instance`. 0 everywhere: Alertmanager, or its name, is gone. 0 on one: the configuration or the network of that one.',
        ),
        alertmanagersUp,
        ask(
          'Is the configuration the one on disk?',
          equal(prometheusReloadSuccessful, 0),
          'Listed here: the configuration does not load, and an old one without the Alertmanager may be in use.',
        ),
      ],
      mitigation: [
        'Start Alertmanager. `amtool check-config generated/alertmanager/alertmanager.yml` says why it does not start; a missing secret file is the usual reason.',
        'It runs: `curl http://alertmanager:9093/-/ready` from the machine of Prometheus. No answer: name or network.',
        'Wrong address: correct `alertmanagers` in `platform/prometheus.ts`, build, deploy, and send SIGHUP to Prometheus.',
        'Until then somebody watches Alerts in the web page of Prometheus.',
      ],
    }),
    runbook(notificationsLost, {
      meaning:
        'Alertmanager did not take alerts fast enough, or refused them, so Prometheus dropped some from its queue within five minutes. It sends what still fires again a minute later.',
      impact: 'Alerts arrive late. One that began and ended in that time was told to nobody.',
      diagnosis: [
        ask(
          'How many were dropped?',
          sum(increase(notificationsDropped, '5m'), { by: ['instance'] }),
          'A few, once: a restart of Alertmanager. More and more: it cannot be reached, or is overloaded.',
        ),
        alertmanagersUp,
        howManyAlerts,
      ],
      mitigation: [
        'Alertmanager was restarted: nothing to do.',
        'Its log says `context deadline exceeded` or `out of memory`: give it more memory, or stop the flood by a silence on the alert with the most series.',
        'Afterwards look at Alerts in Prometheus for what fires and was not told.',
      ],
    }),
    runbook(configurationStale, {
      meaning:
        'Prometheus or Alertmanager could not load its configuration the last time it was told to, and has gone on with the old one for five minutes.',
      impact:
        'Nothing changes for now. New rules, routes and receivers are not in use, and at the next restart the server will not come up at all.',
      diagnosis: [
        ask(
          'Which Prometheus?',
          equal(prometheusReloadSuccessful, 0),
          '`promtool check config generated/prometheus/prometheus.yml` says what is wrong and where.',
        ),
        ask(
          'Which Alertmanager?',
          equal(alertmanagerReloadSuccessful, 0),
          '`amtool check-config generated/alertmanager/alertmanager.yml` says what is wrong and where.',
        ),
      ],
      mitigation: [
        'Do not restart it before the configuration is sound.',
        'The file differs from the repository: somebody edited it on the machine. Deploy `generated/` anew.',
        'The file is that of the repository: revert the last merge that touched it, and send SIGHUP.',
        'A secret file is missing in `/etc/alertmanager/secrets`: restore it.',
      ],
    }),
    runbook(rulesSlow, {
      meaning: 'The rules of a group have taken more than 15 seconds to evaluate, for five minutes.',
      impact:
        'Alerts of that group come late, by as much as it takes. Above the interval of the group evaluations are skipped, and recorded series have holes.',
      diagnosis: [
        queueing,
        ask(
          'Were evaluations skipped?',
          above(sum(increase(ruleGroupIterationsMissed, '15m'), { by: ['rule_group'] }), 0),
          'Listed groups have holes in their recorded series.',
        ),
        ask(
          'How many rules are in them?',
          topk(5, max(ruleGroupRules, { by: ['rule_group'] })),
          'More than 50: split the group, so that its parts run side by side.',
        ),
        howManySeries,
      ],
      mitigation: [
        'All groups are slow: Prometheus has too little CPU, or a heavy query runs; see [MonitoringQuerySlow](MonitoringQuerySlow.md).',
        'One group: Rules in the web page of Prometheus shows the time of each rule. Record an aggregate of what the slow one reads, and read that.',
        'Rules over days belong into a group of their own with an interval of a minute or more.',
      ],
    }),
    runbook(rulesFailing, {
      meaning:
        'A rule could not be evaluated within the last five minutes. What it would have said is not known; an alert among them cannot fire.',
      impact: 'We are blind in one eye, and no other alert says so.',
      diagnosis: [
        ask(
          'Which groups, and how often?',
          above(sum(increase(ruleEvaluationFailures, '15m'), { by: ['rule_group'] }), 0),
          'Evaluations that failed in 15 minutes. All groups: Prometheus itself (disk, memory). One: a rule of it.',
        ),
      ],
      mitigation: [
        'Rules in the web page of Prometheus shows the error at the rule, in red.',
        '`many-to-many matching` or `same labelset`: two series that the rule took for one. Find the label that tells them apart (mostly a new instance, or a doubled target), and remove the double.',
        '`query processing would load too many samples`: it reads too much; record an aggregate.',
        'It began with a deployment of rules: revert it.',
      ],
    }),
    runbook(queriesSlow, {
      meaning: 'A query takes more than two seconds on average, for ten minutes.',
      impact: 'Dashboards are slow, and rules, which share the server, may come late.',
      diagnosis: [
        ask(
          'Which kind of request?',
          topk(
            5,
            divide(
              sum(increase(prometheusHttpDuration.sum, '5m'), { by: ['handler'] }),
              above(sum(increase(prometheusHttpDuration.count, '5m'), { by: ['handler'] }), 0),
            ),
          ),
          'Mean seconds. `/api/v1/query_range` is dashboards; `/api/v1/query` is stats and tables, or another program.',
        ),
        ask(
          'How many requests are there?',
          topk(5, sum(rate(prometheusHttpDuration.count, '5m'), { by: ['handler'] })),
          'Per second. More than usual: a dashboard that refreshes too often, or a script.',
        ),
        queueing,
        howManySeries,
      ],
      mitigation: [
        'Find the query: start Prometheus with `query_log_file` in its configuration, or look into the statistics of queries in Grafana.',
        'A panel over many days of raw series: record it.',
        'A script: lower its frequency, or give it a Prometheus of its own.',
      ],
    }),
    runbook(dashboardsSlow, {
      meaning:
        'Grafana takes more than three seconds on average for a dashboard or for the queries of a panel, for ten minutes.',
      impact: 'Whoever looks into an incident waits at every click.',
      diagnosis: [
        ask(
          'Is it Grafana or what it asks?',
          topk(
            5,
            divide(
              sum(increase(grafanaHttpDuration.sum, '5m'), { by: ['handler'] }),
              above(sum(increase(grafanaHttpDuration.count, '5m'), { by: ['handler'] }), 0),
            ),
          ),
          'Mean seconds. `/api/ds/query` waits for data sources: see the next question. `/api/dashboards/uid/:uid` alone: the database of Grafana.',
        ),
        ask(
          'Is Prometheus slow?',
          histogramQuantile(
            0.95,
            sum(rate(where(prometheusHttpDuration.bucket, { handler: '/api/v1/query_range' }), '5m'), {
              by: ['le'],
            }),
          ),
          'Seconds at p95. Above 2: see [MonitoringQuerySlow](MonitoringQuerySlow.md). Fast: it is Elasticsearch or Jaeger.',
        ),
      ],
      mitigation: [
        'The database of Grafana: its disk, its locks, and whether somebody exports everything at once.',
        'One dashboard: it asks too much at a time. Fold its rows, shorten its time range, record its queries.',
        'Many viewers: raise the least refresh interval to a minute.',
      ],
    }),
  ],
};
