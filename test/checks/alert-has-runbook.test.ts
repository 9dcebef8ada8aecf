import { alertHasRunbook } from '../../src/checks/alert-has-runbook.ts';
import { alerting, ruled, tells } from './fixture.ts';
import { book, withRunbooks } from './runbooks.ts';

const alarm = alerting('up == 0');
const elsewhere = alerting('up == 0', { annotations: { runbook_url: 'https://wiki.example.com/alarm' } });
const ours = alerting('up == 0', { annotations: { runbook_url: 'alerts/runbooks/Alarm.md' } });
const acting = (response: string) => alerting('up == 0', { response, labels: { response } });

tells(alertHasRunbook, {
  'an alert without one': {
    of: withRunbooks(ruled([alarm]), []),
    says: [['Alarm has no runbook: whoever it wakes finds nothing at alerts/runbooks/Alarm.md']],
  },
  'an alert that says where ours would be': {
    of: withRunbooks(ruled([ours]), []),
    says: [['Alarm has no runbook: whoever it wakes finds nothing at alerts/runbooks/Alarm.md']],
  },
  'an alert that has its page elsewhere': { of: withRunbooks(ruled([elsewhere]), []) },
  'one of two definitions is enough': {
    of: withRunbooks(ruled([alarm, alerting('up > 1', { labels: { of: 'a' } })]), [book('Alarm')]),
  },
  'a response that no page can describe': {
    of: withRunbooks(ruled([acting('throtle')]), [book('Alarm')], ['throttle']),
    says: [['no runbook can say what the response throtle of Alarm does']],
  },
  'a response that is described': {
    of: withRunbooks(ruled([acting('throttle')]), [book('Alarm')], ['throttle']),
  },
  'a project without runbooks': { of: ruled([alarm]) },
});
