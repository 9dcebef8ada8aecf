import { runbookHasAlert } from '../../src/checks/runbook-has-alert.ts';
import { alerting, ruled, tells } from './fixture.ts';
import { book, withRunbooks } from './runbooks.ts';

const one = ruled([alerting('up == 0')]);
const other = { ...one, rules: one.rules.map((file) => ({ ...file, name: 'github' })) };

tells(runbookHasAlert, {
  'a runbook of an alert that is gone': {
    of: withRunbooks(one, [book('Alarm'), book('Alaram')]),
    says: [['no rule raises Alaram, so nobody will read its runbook']],
  },
  'two of one alert': {
    of: withRunbooks(one, [book('Alarm'), book('Alarm')]),
    says: [['Alarm has two runbooks']],
  },
  'one in the file of another subject': {
    of: withRunbooks(other, [book('Alarm')]),
    says: [['Alarm is raised by alerts/github.ts']],
  },
  'one that speaks of a response that nobody knows': {
    of: withRunbooks(one, [book('Alarm', { responses: ['panic'] })], ['throttle']),
    says: [['no response is called panic']],
  },
  'each has its alert': {
    of: withRunbooks(one, [book('Alarm', { responses: ['throttle'] })], ['throttle']),
  },
  'a project without runbooks': { of: one },
});
