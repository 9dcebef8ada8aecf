import { anyOf, not, type RuleFile, rate, ratio, record, ruleGroup, sum, where } from '#lib';
import { sessionsEnded } from '../catalog/sessions.ts';

/*
 * Sessions. A cancelled session was its user's decision and counts neither way.
 */

/** The share of sessions that fail. */
export const failureRatio = record({
  record: 'environment:framework_session_failures:ratio_rate15m',
  help: 'Share of ended sessions that failed or timed out.',
  as: ratio(
    sum(rate(where(sessionsEnded, { outcome: anyOf('failure', 'timeout') }), '15m'), { by: ['environment'] }),
    sum(rate(where(sessionsEnded, { outcome: not('cancelled') }), '15m'), { by: ['environment'] }),
  ),
});

/** Rules of this subject. */
export const sessions: RuleFile = {
  name: 'sessions',
  groups: [ruleGroup({ name: 'sessions', interval: '15s', rules: [failureRatio] })],
};
