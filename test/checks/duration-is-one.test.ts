import { durationIsOne } from '../../src/checks/duration-is-one.ts';
import { maxOverTime, rate } from '../../src/promql/range.ts';
import { offset } from '../../src/promql/select.ts';
import { rateInterval } from '../../src/promql/windows.ts';
import { alerting, executions, health, ruled, shown, tells } from './fixture.ts';

const refused = (duration: string, as: string): string =>
  `${duration} is no duration, and stands as ${as}: Prometheus refuses it`;
const executed = 'framework_command_executions_total';

tells(durationIsOne, {
  'a window that looks ahead': {
    of: shown(rate(executions, '-5m')),
    says: [[refused('-5m', 'a window'), `${executed}[-5m]`]],
  },
  'a window of nothing': {
    of: shown(rate(executions, '0s')),
    says: [[refused('0s', 'a window'), `${executed}[0s]`]],
  },
  'a fraction, past the compiler': {
    of: shown(rate(executions, '1.5h' as never)),
    says: [[refused('1.5h', 'a window'), `${executed}[1.5h]`]],
  },
  'window, step and offset of a subquery': {
    of: shown(maxOverTime(rate(executions, '5m'), '0m', { step: '-1m' })),
    says: [
      [refused('0m', 'a window'), `rate(${executed}[5m])[0m:-1m]`],
      [refused('-1m', 'a step'), `rate(${executed}[5m])[0m:-1m]`],
    ],
  },
  'an offset of nothing': {
    of: shown(offset(health, '0m')),
    says: [[refused('0m', 'an offset'), 'framework_health_status']],
  },
  'the interval of a group and the for of an alert': {
    of: ruled([alerting(rate(executions, '5m'), { for: '1e3m' })], '0s'),
    says: [[refused('0s', 'an interval')], [refused('1e3m', 'for')]],
  },
  'whatever Prometheus reads': {
    of: ruled([alerting(rate(offset(executions, '1w'), '1d12h'), { for: '90s' })], '1m'),
  },
  'an offset may look ahead': { of: shown(offset(health, '-5m')) },
  'Grafana fills in its own windows': { of: shown(rate(executions, rateInterval)) },
});
