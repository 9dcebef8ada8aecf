import {
  above,
  divide,
  increase,
  max,
  percent,
  type RuleFile,
  record,
  ruleGroup,
  subtract,
  sum,
  where,
} from '#lib';
import { activeUsers, registeredUsers, userFeedback } from '../catalog/users.ts';

/*
 * Users: who uses the framework, and what they think of it.
 */

/** How far the framework has spread among those who may use it. */
export const adoption = record({
  record: 'environment:framework_user_adoption:ratio',
  help: 'Share of registered users who were active in the last 30 days.',
  as: divide(
    max(where(activeUsers, { window: '30d' }), { by: ['environment'] }),
    above(max(registeredUsers, { by: ['environment'] }), 0),
  ),
});

const answers = record({
  record: 'environment:framework_user_feedback:increase7d',
  help: 'Ratings given in the last seven days.',
  as: sum(increase(userFeedback.count, '7d'), { by: ['environment'] }),
});

/** Mean rating. */
export const feedbackScore = record({
  record: 'environment:framework_user_feedback_score:avg7d',
  help: 'Mean rating of the last seven days.',
  as: divide(sum(increase(userFeedback.sum, '7d'), { by: ['environment'] }), above(answers, 0)),
});

/** A satisfied user gives four or five of five. */
export const satisfaction = record({
  record: 'environment:framework_user_satisfaction:ratio_increase7d',
  help: 'Share of the ratings of the last seven days that were 4 or 5.',
  as: subtract(
    percent(100),
    divide(
      sum(increase(where(userFeedback.bucket, { le: '3' }), '7d'), { by: ['environment'] }),
      above(answers, 0),
    ),
  ),
});

/** Rules of this subject. */
export const users: RuleFile = {
  name: 'users',
  groups: [
    ruleGroup({ name: 'users', interval: '30s', rules: [adoption] }),
    ruleGroup({ name: 'users-feedback', interval: '5m', rules: [answers, feedbackScore, satisfaction] }),
  ],
};
