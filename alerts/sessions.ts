import {
  above,
  alert,
  and,
  anyOf,
  atLeast,
  increase,
  not,
  percent,
  type RuleFile,
  rate,
  ratio,
  record,
  ruleFile,
  ruleGroup,
  sum,
  where,
} from '#lib';
import { sessionsEnded } from '../catalog/sessions.ts';

/*
 * Sessions. A cancelled session was its user's decision and counts neither way.
 */

const counted = where(sessionsEnded, { outcome: not('cancelled') });
const failed = where(sessionsEnded, { outcome: anyOf('failure', 'timeout') });

/** The share of sessions that fail. */
export const failureRatio = record({
  record: 'environment:framework_session_failures:ratio_rate15m',
  help: 'Share of ended sessions that failed or timed out.',
  as: ratio(
    sum(rate(failed, '15m'), { by: ['environment'] }),
    sum(rate(counted, '15m'), { by: ['environment'] }),
  ),
});

/** A tenth of the sessions ends badly. */
export const sessionsFailing = alert({
  alert: 'FrameworkSessionFailureRateHigh',
  when: and(
    above(failureRatio, percent(10)),
    // A dozen sessions end in a quarter of an hour: one or two that fail are a tenth of them, and chance.
    atLeast(sum(increase(failed, '15m'), { by: ['environment'] }), 3),
  ),
  severity: 'high',
  summary: '{{ $value | humanizePercentage }} of sessions fail.',
  description: 'Over 15 minutes, in {{ $labels.environment }}; 10 % are tolerated.',
  shownBy: { dashboard: 'user-experience', panel: 'sessions-that-succeed-by-type' },
});

/** Rules of this subject. */
export const sessions: RuleFile = ruleFile({
  name: 'sessions',
  groups: [ruleGroup({ name: 'sessions', interval: '15s', rules: [failureRatio, sessionsFailing] })],
});
