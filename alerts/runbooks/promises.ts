import {
  above,
  ask,
  avg,
  avgOverTime,
  below,
  burnRunbooks,
  divide,
  equal,
  matching,
  type RunbookFile,
  rate,
  state,
  sum,
  topk,
  where,
} from '#lib';
import {
  alertmanagersDiscovered,
  grafanaHttpDuration,
  notifications,
  notificationsFailed,
  up,
} from '../../catalog/monitoring.ts';
import { alertDelivery, dashboardAvailability, dataCollection, monitoringUptime } from '../promises.ts';
import { whichTargetsAreDown } from './questions.ts';

const downNow = ask(
  'What is down right now?',
  equal(up, 0),
  'Each has failed its last scrape. Nothing here: it is over, or comes and goes; look at the panel Scrape targets.',
);

/** Runbooks of this subject. */
export const promises: RunbookFile = {
  name: 'promises',
  runbooks: [
    ...burnRunbooks(monitoringUptime, {
      meaning:
        'Counted is time: each of Prometheus, Alertmanager, Grafana, Elasticsearch, Logstash and Jaeger, at each scrape. One of seven that is down all the time is a seventh bad.',
      impact: 'Parts of what we would look at are missing, or cannot tell.',
      diagnosis: [
        downNow,
        ask(
          'Which tools were down in the last hour, and how long?',
          below(avg(avgOverTime(up, '1h'), { by: ['job'] }), state(1)),
          'Share of the hour. Near 0 is a tool that is gone; near 1 one that started anew, or a scrape that came too late.',
        ),
      ],
      mitigation: [
        'Start what is down; [MonitoringTargetDown](MonitoringTargetDown.md) says how to find out why it is.',
        'A tool that starts and dies: its memory and its disk, then its last change of configuration.',
        'Planned work: do one tool at a time, and note it in the incident, so that the review knows.',
      ],
    }),
    ...burnRunbooks(dataCollection, {
      meaning: 'Counted are scrapes of all targets, the framework’s included; bad are those that failed.',
      impact: 'Graphs have holes, rates over them are wrong, and alerts come late or not at all.',
      diagnosis: [
        whichTargetsAreDown,
        ask(
          'Which targets lost scrapes in the last hour?',
          below(avgOverTime(up, '1h'), state(1)),
          'Share of scrapes that worked. One target at 0.5 answers too slowly every other time; many a little below 1 point at Prometheus or the network.',
        ),
      ],
      mitigation: [
        'One target: repair or remove it. A target that will not return must leave `catalog/jobs.ts`.',
        'Many targets: the network of Prometheus, or Prometheus itself is overloaded; see [MonitoringQuerySlow](MonitoringQuerySlow.md).',
        'Scrapes that take longer than 10 seconds fail: that target exposes too much, or is too busy.',
      ],
    }),
    ...burnRunbooks(alertDelivery, {
      meaning:
        'Counted are notifications that Alertmanager tried to send; bad are those that failed for good. With fewer than three failures within the longer window nobody is told.',
      impact: 'Somebody is not told of something. If PagerDuty fails, nobody is woken.',
      diagnosis: [
        ask(
          'Which way fails?',
          above(sum(rate(notificationsFailed, '15m'), { by: ['integration'] }), 0),
          'Failures per second. `pagerduty`: call the people on duty by telephone until it works. `slack` and `email`: late, and no more. `webhook`: automation and incidents.',
        ),
        ask(
          'Which share of it?',
          divide(
            sum(rate(notificationsFailed, '15m'), { by: ['integration'] }),
            above(sum(rate(notifications, '15m'), { by: ['integration'] }), 0),
          ),
          'Near 1: the credential or the address. A small share: the other side limits us, or is unwell.',
        ),
        ask(
          'Does Prometheus reach Alertmanager?',
          alertmanagersDiscovered,
          '0: see [MonitoringNoAlertmanager](MonitoringNoAlertmanager.md).',
        ),
      ],
      mitigation: [
        'The log of Alertmanager tells the answer of the other side. 401 and 403: renew the secret in `/etc/alertmanager/secrets`; it is read anew at each notification.',
        '429: too many notifications. Group more, or silence the alert with the most series.',
        'The status page of the provider tells of trouble: route `critical` by a second way until it is over.',
        'Test: `amtool alert add Test severity=critical --alertmanager.url=http://alertmanager:9093`.',
      ],
    }),
    ...burnRunbooks(dashboardAvailability, {
      meaning:
        'Counted are requests to Grafana; bad are answers 5xx. With fewer than twelve of those within the longer window nobody is told.',
      impact: 'People look at empty panels, most of all those who look into an incident.',
      diagnosis: [
        ask(
          'Which requests fail?',
          topk(
            5,
            sum(rate(where(grafanaHttpDuration.count, { status_code: matching(/5../) }), '5m'), {
              by: ['handler', 'status_code'],
            }),
          ),
          'Failures per second. `/api/ds/query`: a data source. Everything with 500: the database of Grafana.',
        ),
        downNow,
        ask(
          'Is it as busy as usual?',
          sum(rate(grafanaHttpDuration.count, '5m')),
          'Requests per second. Far more than usual: a screen that refreshes every second, or a script.',
        ),
      ],
      mitigation: [
        'It began with a deployment of dashboards or data sources: `npm run deploy -- --rollback` on the machine that made it.',
        'A data source that is down: repair that; Grafana only passes its answer on.',
        'The database of Grafana: its disk and its locks; then restart Grafana.',
      ],
    }),
  ],
};
