import { repeatFollowsGrouping } from '../../src/checks/repeat-follows-grouping.ts';
import type { AlertmanagerServer } from '../../src/model/alertmanager.ts';
import { tells } from './fixture.ts';
import { branch, routed } from './routed.ts';

const alertmanager: AlertmanagerServer = {
  externalUrl: 'http://am',
  secrets: '/secrets',
  resolveTimeout: '5m',
  retention: '120h',
  mail: { smarthost: 'a:25', from: 'a@b', user: 'a', password: { env: 'A' } },
};
const paced = (groupInterval: string, repeatInterval: string) =>
  routed([branch(['severity="high"'], { pace: { groupWait: '30s', groupInterval, repeatInterval } })], {
    project: { alertmanager },
  });

tells(repeatFollowsGrouping, {
  'a repeat faster than the beat': {
    of: paced('5m', '1m'),
    says: [['it is to be repeated every 1m, and a group is looked at every 5m']],
  },
  'a repeat that outlasts the memory': {
    of: paced('1h', '5d'),
    says: [['it is to be repeated every 5d, and what was told is forgotten after 120h']],
  },
  'what is repeated at every look': { of: paced('5m', '5m') },
  'what is repeated more rarely, and remembered': { of: paced('5m', '12m') },
});
