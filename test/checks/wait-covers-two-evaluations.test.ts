import { waitCoversTwoEvaluations } from '../../src/checks/wait-covers-two-evaluations.ts';
import { alerting, ruled, tells } from './fixture.ts';

const query = 'framework_health_status < 1';

tells(waitCoversTwoEvaluations, {
  'a wait as long as the interval': {
    of: ruled([alerting(query, { for: '1m' })], '1m'),
    says: [['Alarm waits for 1m, and its group is evaluated every 1m', query]],
  },
  'a wait of one and a half': {
    of: ruled([alerting(query, { for: '90s' })], '1m'),
    says: [['Alarm waits for 90s, and its group is evaluated every 1m', query]],
  },
  'a wait of two': { of: ruled([alerting(query, { for: '2m' })], '1m') },
  'no wait': { of: ruled([alerting(query)], '1h') },
});
