import { routingIsWellFormed } from '../../src/checks/routing-is-well-formed.ts';
import type { ReceiverIntegration, TimeRange } from '../../src/model/routing.ts';
import { tells } from './fixture.ts';
import { branch, fallback, inhibition, receiver, routed, team } from './routed.ts';

const told = (...integrations: ReceiverIntegration[]) =>
  routed([], { routing: { receivers: [team, receiver('odd', { integrations })] } });
const muted = (...ranges: TimeRange[]) =>
  routed([branch(['severity="high"'], { mute: [{ name: 'night', ranges }] })]);
const mail = { type: 'email', subject: 'title', text: 'message', resolved: true } as const;
const UTC = { location: 'UTC' };

tells(routingIsWellFormed, {
  'two receivers of one name': {
    of: routed([], { routing: { receivers: [team, fallback, receiver('team')] } }),
    says: [['2 receivers are called team']],
  },
  'two time intervals of one name': {
    of: routed([
      branch(['severity="high"'], { mute: [{ name: 'night', ranges: [] }] }),
      branch(['severity="low"'], { mute: [{ name: 'night', ranges: [] }] }),
    ]),
    says: [['2 time intervals are called night']],
  },
  'an expression that RE2 does not read': {
    of: routed([branch(['subject=~"a(?=b)"'])], {
      routing: { inhibitions: [inhibition(['subject=~"(a"'], [])] },
    }),
    says: [
      ['Alertmanager refuses subject=~"a(?=b)": it looks around with (?='],
      ['Alertmanager refuses subject=~"(a": unterminated group'],
    ],
  },
  'a duration that is none': {
    of: routed([], { root: { pace: { groupWait: '30', groupInterval: '5m', repeatInterval: '1h' } } }),
    says: [['groupWait 30 is no duration']],
  },
  'addresses that are none': {
    of: told(
      { ...mail, to: ['team'] },
      { ...mail, to: [] },
      { type: 'responder', url: 'automation:9800', token: { env: 'TOKEN' }, resolved: true },
    ),
    says: [
      ['"team" is no address to send mail to'],
      ['"" is no address to send mail to'],
      ['"automation:9800" is no address to post to'],
    ],
  },
  'a secret that was pasted in, which the message does not repeat': {
    of: told({
      type: 'pagerduty',
      routingKey: { env: '1a2b3c4d5e6f' },
      severity: 'critical',
      text: 'page',
      resolved: true,
    }),
    says: [['a secret is no name of a variable']],
  },
  'times that are none': {
    of: muted(
      { ...UTC, weekdays: ['saturday:sunday'] },
      { ...UTC, times: [['18:00', '08:00']] },
      { ...UTC, times: [['8:00', '25:00']] },
      { location: 'Mars' },
    ),
    says: [
      ['saturday:sunday runs backwards: a week begins on sunday'],
      ['from 18:00 to 08:00 is no part of a day'],
      ['from 8:00 to 25:00 is no part of a day'],
      ['there is no time zone Mars'],
    ],
  },
  'what Alertmanager takes': {
    of: {
      ...muted(
        { ...UTC, weekdays: ['monday:friday', 'sunday'], times: [['00:00', '08:00']] },
        { location: 'Europe/Berlin', times: [['18:00', '24:00']] },
      ),
    },
  },
});
