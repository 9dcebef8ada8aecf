import { ratioAlertHasMinimum } from '../../src/checks/ratio-alert-has-minimum.ts';
import { alerting, recording, ruled, tells } from './fixture.ts';

const all = 'rate(framework_command_executions_total[5m])';
const failed = 'rate(framework_command_executions_total{status="failure"}[5m])';
const share = `sum(${failed}) / sum(${all})`;
const many = 'sum(increase(framework_command_executions_total{status="failure"}[5m])) >= 5';
const nervous = 'Alarm judges a share of events, however few there are';
const recorded = recording('job:failures:ratio', share);

tells(ratioAlertHasMinimum, {
  'a share above a limit': {
    of: ruled([alerting(`${share} > 0.05`)]),
    says: [[nervous, `${share} > 0.05`]],
  },
  'a share below a limit': {
    of: ruled([alerting(`${share} < 0.9`)]),
    says: [[nervous, `${share} < 0.9`]],
  },
  'a share that was recorded': {
    of: ruled([recorded, alerting('job:failures:ratio > 0.05')]),
    says: [[nervous, 'job:failures:ratio > 0.05']],
  },
  'a share of recorded numbers, from what is good': {
    of: ruled([
      recording('job:failures:rate', `sum(${failed})`),
      recording('job:all:rate', `sum(${all})`),
      alerting('1 - sum_over_time(job:failures:rate[1h]) / sum_over_time(job:all:rate[1h]) < 0.9'),
    ]),
    says: [[nervous, '1 - sum_over_time(job:failures:rate[1h]) / sum_over_time(job:all:rate[1h]) < 0.9']],
  },
  'one of two ways, without a number': {
    of: ruled([alerting(`${share} > 0.5 or ${share} > 0.05 and ${many}`)]),
    says: [[nervous, `${share} > 0.5`]],
  },
  'a share with another share beside it': {
    of: ruled([recorded, alerting('job:failures:ratio > 0.05 and job:failures:ratio offset 5m > 0.05')]),
    says: [[nervous, 'job:failures:ratio > 0.05']],
  },
  'any number at all is no least number': {
    of: ruled([alerting(`${share} > 0.05 and sum(${failed}) > 0`)]),
    says: [[nervous, `${share} > 0.05`]],
  },
  'a share and a number of events': {
    of: ruled([recorded, alerting(`job:failures:ratio > 0.05 and ${many}`)]),
  },
  'the number first': { of: ruled([alerting(`${many} and ${share} > 0.05`)]) },
  'a limit on the left': {
    of: ruled([alerting(`${share} > 0.05 and 5 <= sum(increase(framework_command_executions_total[5m]))`)]),
  },
  'two shares and a number': { of: ruled([alerting(`${share} > 0.05 and ${share} > 0.02 and ${many}`)]) },
  'a number of events alone': { of: ruled([alerting(many)]) },
  'a mean is no share': {
    of: ruled([
      alerting(
        'rate(framework_response_time_seconds_sum[5m]) / rate(framework_response_time_seconds_count[5m]) > 1',
      ),
    ]),
  },
  'a share of time': { of: ruled([alerting('avg_over_time(framework_health_status[1h]) < 0.9')]) },
  'a share that keeps an alert quiet': {
    of: ruled([alerting(`framework_health_status < 1 unless ${share} > 0.05`)]),
  },
  'a recording rule': { of: ruled([recording('job:bad:bool', `${share} > 0.05`)]) },
  'another recording of the same name': {
    of: ruled([
      recording('job:sli:ratio', 'avg(framework_health_status)', { objective: 'uptime' }),
      recording('job:sli:ratio', share, { objective: 'success' }),
      alerting('job:sli:ratio{objective="uptime"} < 0.9'),
    ]),
  },
});
