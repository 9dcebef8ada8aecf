import { matcherCanMatch } from '../../src/checks/matcher-can-match.ts';
import { alerting, health, tells, text } from './fixture.ts';
import { branch, inhibition, routed } from './routed.ts';

const rules = [
  alerting(health, { labels: { severity: 'high' } }),
  alerting(health, { alert: 'Outage', labels: { severity: 'low', subject: 'availability' } }),
];
const of = (...routes: Parameters<typeof branch>[0][]) =>
  routed(
    routes.map((when) => branch(when)),
    { rules },
  );

tells(matcherCanMatch, {
  'a label that no alert has': {
    of: of(['team="a"']),
    says: [
      [
        'team="a" looks at the label team, which no alert has: they have alertname, component, environment, instance, job, severity and subject',
      ],
    ],
  },
  'a value that no alert says': {
    of: of(['severity="critical"']),
    says: [['severity="critical" looks for severity critical, which no alert says: they say high and low']],
  },
  'one of several values': {
    of: of(['severity=~"high|hgh"']),
    says: [['severity=~"high|hgh" looks for severity hgh, which no alert says: they say high and low']],
  },
  'an expression that fits no value': {
    of: of(['severity=~"x.+"']),
    says: [['severity=~"x.+" looks for severity x.+, which no alert says: they say high and low']],
  },
  'a value of a label of the query': {
    of: of(['component="web"']),
    says: [['component="web" looks for component web, which no alert says: they say api and auth']],
  },
  'the name of an alert that is gone': {
    of: routed([], {
      rules,
      routing: { inhibitions: [inhibition(['alertname="Outages"'], ['severity="low"'])] },
    }),
    says: [
      ['alertname="Outages" looks for alertname Outages, which no alert says: they say Alarm and Outage'],
    ],
  },
  'what alerts say': {
    of: of(['severity="high"', 'component=~"api|auth"'], ['alertname="Outage"'], ['severity=~"h.+"']),
  },
  'a label that they must not have, and a value that they must not say': {
    of: of(['subject=""'], ['severity!="critical"'], ['severity!~"critical|medium"']),
  },
  'an open label may say anything': { of: of(['instance="moon"']) },
  'a label that a template fills in': {
    of: routed([branch(['severity="critical"'])], {
      rules: [alerting(health, { labels: { severity: '{{ $labels.component }}' } })],
    }),
  },
  'without alerts nothing is known': { of: routed([branch(['severity="critical"'])]) },
  'of a query that does not tell its labels nothing is known': {
    of: routed([branch(['team="a"'])], { rules: [...rules, alerting(text('ALERTS'))] }),
  },
});
