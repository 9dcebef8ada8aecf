import { gateOpensOnce } from '../../src/checks/gate-opens-once.ts';
import { alerting, recording, ruled, tells } from './fixture.ts';

tells(gateOpensOnce, {
  'a daily gate in a group of 15 seconds': {
    of: ruled([recording('environment:a:day', 'environment:b:sum and on () (hour() == 0 and minute() < 5)')]),
    says: [
      [
        'the gate is open for 5m and the group runs every 15s: it lets several samples through',
        'hour() == 0 and minute() < 5',
      ],
    ],
  },
  'a gate narrower than its group': {
    of: ruled(
      [recording('environment:a:day', 'environment:b:sum and on () (hour() == 0 and minute() < 5)')],
      '1h',
    ),
    says: [
      [
        'the gate is open for 5m and the group runs every 1h: it lets none through on most days',
        'hour() == 0 and minute() < 5',
      ],
    ],
  },
  'an hour without minutes': {
    of: ruled([recording('environment:a:day', 'environment:b:sum and on () (hour() == 0)')], '5m'),
    says: [
      ['the gate is open for 1h and the group runs every 5m: it lets several samples through', 'hour() == 0'],
    ],
  },
  'a daily gate in a group of five minutes': {
    of: ruled(
      [recording('environment:a:day', 'environment:b:sum and on () (hour() == 0 and minute() < 5)')],
      '5m',
    ),
  },
  'an alert in working hours': {
    of: ruled([alerting('framework_health_status < 1 and on () (hour() > 8)')]),
  },
});
