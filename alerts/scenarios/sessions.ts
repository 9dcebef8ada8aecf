import { ends, feed, grow, hold, records, type ScenarioFile, scenario } from '#lib';
import { sessionsEnded } from '../../catalog/sessions.ts';
import { failureRatio, sessionsFailing } from '../sessions.ts';
import { here } from './here.ts';
import { shareScenarios } from './shares.ts';

/** What the rules about sessions must do. */
export const sessions: ScenarioFile = {
  name: 'sessions',
  scenarios: [
    ...shareScenarios({
      alert: sessionsFailing,
      what: 'sessions fail',
      of: sessionsEnded,
      bad: { session_type: 'swarm', outcome: 'failure' },
      good: { session_type: 'swarm', outcome: 'success' },
      share: failureRatio,
      window: '15m',
      beside: [{ session_type: 'swarm', outcome: 'success' }, 10],
      limit: [30, 270],
      well: '20m',
      at: '34m15s',
      summary: '10.15% of sessions fail.',
      fewest: 3,
      fewestSummary: '100% of sessions fail.',
    }),
    scenario('a timeout is a failure, an abandoned session is none, a cancelled one does not count', {
      given: [
        feed(sessionsEnded, { ...here, outcome: 'success' }, grow(60)),
        feed(sessionsEnded, { ...here, outcome: 'abandoned' }, grow(20)),
        feed(sessionsEnded, { ...here, outcome: 'timeout' }, grow(20)),
        feed(sessionsEnded, { ...here, outcome: 'cancelled' }, grow(900)),
      ],
      expect: [records(failureRatio, '20m', here, 0.2)],
    }),
    scenario('sessions that fail no more are forgotten after a quarter of an hour', {
      given: [
        feed(sessionsEnded, { ...here, outcome: 'success' }, grow(60)),
        feed(sessionsEnded, { ...here, outcome: 'failure' }, hold(0, '20m'), grow(60, '5m'), grow(0)),
      ],
      expect: [ends(sessionsFailing, '38m15s')],
    }),
  ],
};
