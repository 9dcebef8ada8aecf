import { alertReachesSomebody } from '../../src/checks/alert-reaches-somebody.ts';
import { alerting, executions, ruled, tells } from './fixture.ts';
import { branch, receiver, routed, team } from './routed.ts';

const high = alerting('up == 0', { labels: { severity: 'high' } });
const bare = alerting('up == 0');

tells(alertReachesSomebody, {
  'an alert that no route wants': {
    of: routed([branch(['severity="low"'])], { rules: [high] }),
    says: [
      [
        'no route wants Alarm with environment="production" and severity="high": it ends at fallback, which is for mistakes',
      ],
    ],
  },
  'an alert without labels': {
    of: routed([branch(['severity="low"'])], { rules: [bare] }),
    says: [
      ['no route wants Alarm with environment="production": it ends at fallback, which is for mistakes'],
    ],
  },
  'no routes at all': {
    of: routed([], { rules: [high] }),
    says: [
      [
        'no route wants Alarm with environment="production" and severity="high": it ends at fallback, which is for mistakes',
      ],
    ],
  },
  'a receiver that hears of nothing': {
    of: routed([branch(['severity="high"'], { receiver: receiver('void', { integrations: [] }) })], {
      rules: [high],
    }),
    says: [['Alarm is routed to void, who hears of nothing']],
  },
  'one of two receivers that hears': {
    of: routed(
      [
        branch(['severity="high"'], { receiver: receiver('void', { integrations: [] }), continue: true }),
        branch(['severity="high"']),
      ],
      { rules: [high] },
    ),
  },
  'a route by a label of the rule': { of: routed([branch(['severity="high"'])], { rules: [high] }) },
  'a route by the name': { of: routed([branch(['alertname=~"Al.*"'])], { rules: [bare] }) },
  'a route by a label of the server': {
    of: routed([branch(['environment="production"'])], { rules: [bare] }),
  },
  'a branch of a branch': {
    of: routed(
      [branch(['environment="production"'], { routes: [branch(['severity="high"'], { receiver: team })] })],
      {
        rules: [high],
      },
    ),
  },
  'an expression that only RE2 reads': { of: routed([branch(['severity=~"(?i)HIGH"'])], { rules: [high] }) },
  'recording rules are told to nobody': { of: routed([]) },
  'a project that routes nothing': { of: ruled([high, alerting(executions)]) },
});
