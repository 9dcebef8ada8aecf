import { ends, feed, fires, gap, grow, hold, quiet, records, type ScenarioFile, scenario } from '#lib';
import {
  alertReviews,
  automationActions,
  incidents as opened,
  timeToDetect,
  timeToResolve,
} from '../../catalog/incidents.ts';
import { alerts } from '../../catalog/monitoring.ts';
import {
  alertFatigue,
  alertsPerHour,
  automationFailing,
  begun,
  detected,
  detecting,
  detectionCoverage,
  detectionSlow,
  falsePositives,
  falsePositivesHigh,
  meanTimeToDetect,
  meanTimeToResolve,
  proactiveResolution,
  resolutionSlow,
  resolved,
  resolving,
  reviewed,
} from '../incidents.ts';
import { escalationScenarios } from './escalation.ts';
import { here } from './here.ts';

const critical = { ...here, alertstate: 'firing', severity: 'critical', level: '1' } as const;
const action = { ...here, action: 'create_incident_ticket', mode: 'execute' } as const;

/** What the rules about incidents must do. */
export const incidents: ScenarioFile = {
  name: 'incidents',
  scenarios: [
    ...escalationScenarios,
    scenario('automation that fails is told of, but not what it would have done', {
      every: '1m',
      given: [
        feed(automationActions, { ...action, outcome: 'failure' }, hold(3, '30m'), hold(4)),
        feed(automationActions, { ...action, outcome: 'success' }, grow(1)),
        feed(
          automationActions,
          { ...action, action: 'scale_out', mode: 'dry_run', outcome: 'failure' },
          grow(1),
        ),
      ],
      expect: [
        fires(automationFailing, '30m', {
          labels: { ...here, action: 'create_incident_ticket' },
          summary: 'The automated action create_incident_ticket failed.',
        }),
      ],
    }),
    scenario('and no longer than a quarter of an hour', {
      every: '1m',
      given: [feed(automationActions, { ...action, outcome: 'failure' }, hold(3, '30m'), hold(4))],
      expect: [ends(automationFailing, '45m')],
    }),
    scenario('what was 30 days ago is forgotten', {
      every: '1h',
      given: [
        feed(detecting, here, hold(300, '5d'), hold(100)),
        feed(detected, here, hold(1, '5d'), hold(2)),
        feed(resolving, here, hold(800, '5d'), hold(400)),
        feed(resolved, here, hold(1, '5d'), hold(2)),
        feed(begun, { ...here, detected_by: 'alert', user_impact: 'false' }, hold(1, '5d'), hold(3)),
        feed(begun, { ...here, detected_by: 'user', user_impact: 'true' }, hold(3, '5d'), hold(1)),
        feed(reviewed, { ...here, verdict: 'false_positive' }, hold(1, '5d'), hold(3)),
        feed(reviewed, { ...here, verdict: 'true_positive' }, hold(3, '5d'), hold(1)),
      ],
      expect: [
        records(meanTimeToDetect, '20d', here, 85.629454),
        records(meanTimeToDetect, '36d', here, 50),
        records(meanTimeToResolve, '20d', here, 285.510689),
        records(meanTimeToResolve, '36d', here, 200),
        records(detectionCoverage, '20d', here, 0.62526),
        records(detectionCoverage, '36d', here, 0.75),
        records(proactiveResolution, '20d', here, 0.62526),
        records(proactiveResolution, '36d', here, 0.75),
        records(falsePositives, '20d', here, 0.62526),
        records(falsePositives, '36d', here, 0.75),
      ],
    }),
    scenario('incidents that only users noticed and felt, and alerts that were all right, are shares of 0', {
      every: '1h',
      given: [
        feed(begun, { ...here, detected_by: 'user', user_impact: 'true' }, hold(1)),
        feed(reviewed, { ...here, verdict: 'true_positive' }, hold(1)),
      ],
      expect: [
        records(detectionCoverage, '5d', here, 0),
        records(proactiveResolution, '5d', here, 0),
        records(falsePositives, '5d', here, 0),
      ],
    }),
    scenario('means over 30 days, of time to detect and to resolve', {
      every: '5m',
      given: [
        feed(timeToDetect.sum, { ...here, severity: 'high' }, grow(24)),
        feed(timeToDetect.count, { ...here, severity: 'high' }, grow(0.1)),
        feed(timeToResolve.sum, { ...here, severity: 'low' }, grow(80)),
        feed(timeToResolve.count, { ...here, severity: 'low' }, grow(0.1)),
      ],
      expect: [records(meanTimeToDetect, '1d', here, 240), records(meanTimeToResolve, '1d', here, 800)],
    }),
    scenario('five minutes to detect are fine, more are not, after an hour', {
      every: '5m',
      given: [feed(meanTimeToDetect, here, hold(300, '1h'), hold(301))],
      expect: [
        fires(detectionSlow, '2h', { labels: here, summary: 'It takes 5m 1s until a fault is noticed.' }),
      ],
    }),
    scenario('a quarter of an hour to resolve is fine, more is not, after an hour', {
      every: '5m',
      given: [feed(meanTimeToResolve, here, hold(900, '1h'), hold(901))],
      expect: [
        fires(resolutionSlow, '2h', {
          labels: here,
          summary: 'It takes 15m 1s until an incident is resolved.',
        }),
      ],
    }),
    scenario('who noticed first, and whether users felt it', {
      every: '5m',
      given: [
        feed(opened, { ...here, detected_by: 'alert', user_impact: 'false' }, grow(0.5)),
        feed(opened, { ...here, detected_by: 'synthetic', user_impact: 'true' }, grow(0.25)),
        feed(opened, { ...here, detected_by: 'user', user_impact: 'true' }, grow(0.25)),
      ],
      expect: [records(detectionCoverage, '1d', here, 0.75), records(proactiveResolution, '1d', here, 0.5)],
    }),
    scenario('what five minutes brought is that of five', {
      every: '1m',
      given: [feed(opened, { ...here, detected_by: 'alert', user_impact: 'false' }, grow(2, '20m'), grow(0))],
      expect: [records(begun, '22m', { ...here, detected_by: 'alert', user_impact: 'false' }, 4)],
    }),
    scenario('a share of false alerts above a twentieth is told of, after an hour', {
      every: '5m',
      given: [
        feed(alertReviews, { ...here, alertname: 'other', verdict: 'true_positive' }, grow(0.94)),
        feed(alertReviews, { ...here, alertname: 'other', verdict: 'false_positive' }, grow(0.06)),
      ],
      expect: [
        fires(falsePositivesHigh, '80m', {
          labels: here,
          summary: '6% of the reviewed alerts were false.',
        }),
        records(falsePositives, '80m', here, 0.06),
      ],
    }),
    scenario('a twentieth is not', {
      every: '5m',
      given: [
        feed(alertReviews, { ...here, alertname: 'other', verdict: 'true_positive' }, grow(0.952)),
        feed(alertReviews, { ...here, alertname: 'other', verdict: 'false_positive' }, grow(0.048)),
      ],
      expect: [quiet(falsePositivesHigh, '5h')],
    }),
    scenario('exactly a twentieth is not, and hardly more is', {
      every: '1h',
      given: [
        feed(falsePositives, here, hold(0.05, '3h'), hold(0.051)),
        feed(reviewed, { ...here, verdict: 'true_positive' }, hold(20)),
      ],
      expect: [
        fires(falsePositivesHigh, '4h', {
          labels: here,
          summary: '5.1% of the reviewed alerts were false.',
        }),
      ],
    }),
    scenario('20 reviews are those of 30 days, of no more and of no less', {
      every: '12h',
      given: [
        feed(falsePositives, here, hold(0.06)),
        feed(
          reviewed,
          { ...here, verdict: 'true_positive' },
          ...[hold(10, '12h'), hold(0, '732h'), hold(10, '12h'), hold(0, '468h'), hold(10, '12h')],
          hold(0),
        ),
      ],
      expect: [
        fires(falsePositivesHigh, '1236h', {
          labels: here,
          summary: '6% of the reviewed alerts were false.',
        }),
      ],
    }),
    scenario('19 reviews are too few to judge by', {
      every: '5m',
      given: [
        feed(
          alertReviews,
          { ...here, alertname: 'other', verdict: 'false_positive' },
          hold(0, '1h'),
          hold(19),
        ),
      ],
      expect: [quiet(falsePositivesHigh, '5h')],
    }),
    scenario('20 are enough', {
      every: '5m',
      given: [
        feed(
          alertReviews,
          { ...here, alertname: 'other', verdict: 'false_positive' },
          hold(0, '1h'),
          hold(20),
        ),
      ],
      expect: [
        fires(falsePositivesHigh, '2h', {
          labels: here,
          summary: '100% of the reviewed alerts were false.',
        }),
      ],
    }),
    scenario('alerts count when they begin, and when they are for people', {
      every: '1m',
      given: [
        feed(alerts, { ...critical, alertname: 'A' }, gap('10m'), hold(1, '10m'), gap('10m'), hold(1)),
        feed(alerts, { ...critical, severity: 'high', level: '2', alertname: 'B' }, gap('10m'), hold(1)),
        feed(alerts, { ...critical, severity: 'medium', level: '2', alertname: 'C' }, gap('10m'), hold(1)),
        feed(alerts, { ...critical, severity: 'low', level: '3', alertname: 'D' }, gap('10m'), hold(1)),
        feed(alerts, { ...critical, alertname: 'E', alertstate: 'pending' }, gap('10m'), hold(1)),
        feed(alerts, { ...critical, alertname: 'F', response: 'high_error_rate' }, gap('10m'), hold(1)),
      ],
      expect: [
        records(alertsPerHour, '2h', {}, 0.166667),
        records(alertsPerHour, '5m', {}, 0),
        records(alertsPerHour, '13h', {}, 0.166667),
        records(alertsPerHour, '26h', {}, 0),
      ],
    }),
    scenario('two alerts an hour are fine, more are not, after an hour', {
      every: '5m',
      given: [feed(alertsPerHour, {}, hold(2, '1h'), hold(2.05))],
      expect: [fires(alertFatigue, '2h', { labels: {}, summary: 'People get 2.05 alerts an hour.' })],
    }),
  ],
};
