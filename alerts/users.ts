import {
  above,
  alert,
  and,
  asUnit,
  atLeast,
  below,
  divide,
  max,
  multiply,
  offset,
  percent,
  type RuleFile,
  rate,
  record,
  ruleFile,
  ruleGroup,
  score,
  subtract,
  sum,
  sumOverTime,
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

// Ratings are few and their windows long: a point every five minutes is added up instead of re-reading seven days of scrapes.

/** How many rate. */
export const ratings = record({
  record: 'environment:framework_user_feedback_score_count:rate5m',
  help: 'Ratings given per second.',
  as: sum(rate(userFeedback.count, '5m'), { by: ['environment'] }),
});

/** What they give. */
export const stars = record({
  record: 'environment:framework_user_feedback_score_sum:rate5m',
  help: 'Stars given per second.',
  as: sum(rate(userFeedback.sum, '5m'), { by: ['environment'] }),
});

/** How many are not content. */
export const lowRatings = record({
  record: 'environment:framework_user_feedback_low_ratings:rate5m',
  help: 'Ratings of 3 or less given per second.',
  as: sum(rate(where(userFeedback.bucket, { le: '3' }), '5m'), { by: ['environment'] }),
});

const ratings7d = above(sumOverTime(ratings, '7d'), 0);

/** Mean rating. */
export const feedbackScore = record({
  record: 'environment:framework_user_feedback_score:avg7d',
  help: 'Mean rating of the last seven days.',
  as: divide(sumOverTime(stars, '7d'), ratings7d),
});

/** A satisfied user gives four or five of five. */
export const satisfaction = record({
  record: 'environment:framework_user_satisfaction:ratio_rate7d',
  help: 'Share of the ratings of the last seven days that were 4 or 5.',
  as: subtract(percent(100), divide(sumOverTime(lowRatings, '7d'), ratings7d)),
});

/** Five ratings are no trend. */
export const ratingsCount = record({
  record: 'environment:framework_user_feedback_score_count:increase7d',
  help: 'Ratings given in the last seven days.',
  as: asUnit('count', multiply(5 * 60, sumOverTime(ratings, '7d'))),
});

const enough = atLeast(ratingsCount, 20);
const lastWeek = offset(feedbackScore, '7d');

/** Users like it less than they did. */
export const feedbackFalling = alert({
  alert: 'FrameworkUserFeedbackScoreDecline',
  when: and(
    and(below(feedbackScore, multiply(0.9, lastWeek)), enough),
    atLeast(offset(ratingsCount, '7d'), 20),
  ),
  for: '1h',
  severity: 'medium',
  labels: { finding: 'falling' },
  summary: 'Users rate the framework {{ $value | humanize }}, a tenth less than a week ago.',
  description: 'In {{ $labels.environment }}: the mean of seven days, of at least 20 ratings in both weeks.',
  shownBy: { dashboard: 'development-metrics', panel: 'ratings' },
});

/** Users do not like it. */
export const feedbackLow = alert({
  alert: 'FrameworkUserFeedbackScoreDecline',
  when: and(below(feedbackScore, score(3.5)), enough),
  for: '1h',
  severity: 'medium',
  labels: { finding: 'low' },
  summary: 'Users rate the framework {{ $value | humanize }} of 5.',
  description: 'In {{ $labels.environment }}: the mean of seven days, of at least 20 ratings.',
  shownBy: { dashboard: 'development-metrics', panel: 'ratings' },
});

/** Rules of this subject. */
export const users: RuleFile = ruleFile({
  name: 'users',
  groups: [
    ruleGroup({ name: 'users', interval: '30s', rules: [adoption] }),
    ruleGroup({ name: 'users-feedback', interval: '5m', rules: [ratings, stars, lowRatings] }),
    ruleGroup({
      name: 'users-feedback-7d',
      interval: '1m',
      rules: [feedbackScore, satisfaction, ratingsCount, feedbackFalling, feedbackLow],
    }),
  ],
});
