import { routedLabelIsCarried } from '../../src/checks/routed-label-is-carried.ts';
import { alerting, health, tells } from './fixture.ts';
import { branch, inhibition, routed } from './routed.ts';

const rules = [alerting(health, { labels: { severity: 'high' } })];
const silence = (equal: readonly string[]) => ({
  inhibitions: [inhibition(['severity="high"'], ['severity="low"'], equal)],
});

tells(routedLabelIsCarried, {
  'a group by a label that no alert has': {
    of: routed([branch(['severity="high"'], { groupBy: ['alertname', 'service'] })], { rules }),
    says: [['alerts are grouped by service, which none of them has, so that it keeps none apart']],
  },
  'the same at the root': {
    of: routed([], { rules, root: { groupBy: ['team'] } }),
    says: [['alerts are grouped by team, which none of them has, so that it keeps none apart']],
  },
  'an inhibition that asks two alerts to agree in what both lack': {
    of: routed([], { rules, routing: silence(['service', 'environment']) }),
    says: [['alerts must agree in service, which none of them has, and in what both lack they agree']],
  },
  'labels of the rule, of the query, of the server': {
    of: routed([branch(['severity="high"'], { groupBy: ['severity', 'component', 'alertname'] })], {
      rules,
      routing: silence(['environment', 'component']),
    }),
  },
  'without alerts nothing is known': { of: routed([branch(['severity="high"'], { groupBy: ['service'] })]) },
});
