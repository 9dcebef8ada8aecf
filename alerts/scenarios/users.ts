import { feed, fires, grow, hold, quiet, records, type ScenarioFile, scenario } from '#lib';
import { activeUsers, registeredUsers, userFeedback } from '../../catalog/users.ts';
import {
  adoption,
  feedbackFalling,
  feedbackLow,
  feedbackScore,
  lowRatings,
  ratings,
  ratingsCount,
  satisfaction,
  stars,
} from '../users.ts';
import { here } from './here.ts';

/** What the rules about users must do. Ratings are rare: the mean of a week moves slowly. */
export const users: ScenarioFile = {
  name: 'users',
  scenarios: [
    scenario('adoption is the share of those who may use it that did in 30 days', {
      given: [
        feed(activeUsers, { ...here, window: '30d', instance: 'a' }, hold(60)),
        feed(activeUsers, { ...here, window: '30d', instance: 'b' }, hold(50)),
        feed(activeUsers, { ...here, window: '1d' }, hold(200)),
        feed(registeredUsers, { ...here, instance: 'a' }, hold(240)),
        feed(registeredUsers, { ...here, instance: 'b' }, hold(200)),
      ],
      expect: [records(adoption, '5m', here, 0.25)],
    }),
    scenario('ratings are counted, averaged, and satisfied from 4 on', {
      every: '5m',
      given: [
        feed(userFeedback.count, { ...here, channel: 'cli' }, grow(0.1)),
        feed(userFeedback.count, { ...here, channel: 'web' }, grow(0.1)),
        feed(userFeedback.sum, here, grow(0.8)),
        feed(userFeedback.bucket, { ...here, le: '3' }, grow(0.05)),
        feed(userFeedback.bucket, { ...here, le: '4' }, grow(0.15)),
      ],
      expect: [
        records(feedbackScore, '8d', here, 4),
        records(satisfaction, '8d', here, 0.75),
        records(ratingsCount, '8d', here, 2017),
      ],
    }),
    scenario('what is added up is that of five minutes', {
      every: '1m',
      given: [
        feed(userFeedback.count, { ...here, channel: 'cli' }, hold(0, '10m'), grow(120)),
        feed(userFeedback.sum, here, hold(0, '10m'), grow(360)),
        feed(userFeedback.bucket, { ...here, le: '3' }, hold(0, '10m'), grow(60)),
      ],
      expect: [
        records(ratings, '12m', here, 1.2),
        records(stars, '12m', here, 3.6),
        records(lowRatings, '12m', here, 0.6),
      ],
    }),
    scenario('a tenth less than a week ago, for an hour, is a decline', {
      every: '1h',
      given: [
        feed(feedbackScore, here, hold(5, '8d'), hold(4.5, '1h'), hold(4.45)),
        feed(ratingsCount, here, hold(20)),
      ],
      expect: [
        fires(feedbackFalling, '194h', {
          labels: here,
          summary: 'Users rate the framework 4.45, a tenth less than a week ago.',
        }),
        quiet(feedbackLow, '194h'),
      ],
    }),
    scenario('19 ratings are too few to judge by, this week', {
      every: '1h',
      given: [
        feed(feedbackScore, here, hold(5, '8d'), hold(2)),
        feed(ratingsCount, here, hold(40, '7d'), hold(19)),
      ],
      expect: [quiet(feedbackFalling, '10d'), quiet(feedbackLow, '10d')],
    }),
    scenario('19 ratings are too few to judge by, last week', {
      every: '1h',
      given: [
        feed(feedbackScore, here, hold(5, '8d'), hold(4)),
        feed(ratingsCount, here, hold(19, '7d'), hold(40)),
      ],
      expect: [quiet(feedbackFalling, '14d')],
    }),
    scenario('below 3.5 for an hour is low, however long it has been so', {
      every: '1h',
      given: [feed(feedbackScore, here, hold(3.5, '2d'), hold(3.45)), feed(ratingsCount, here, hold(20))],
      expect: [
        fires(feedbackLow, '49h', { labels: here, summary: 'Users rate the framework 3.45 of 5.' }),
        quiet(feedbackFalling, '49h'),
      ],
    }),
  ],
};
