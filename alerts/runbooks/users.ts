import { above, ask, divide, equal, increase, offset, type RunbookFile, runbook, sum, where } from '#lib';
import { featureAvailable, userActivity, userFeedback } from '../../catalog/users.ts';
import { failureRatio } from '../commands.ts';
import { responseP95 } from '../performance.ts';
import { feedbackLow, feedbackScore, ratingsCount } from '../users.ts';
import { whatWasDeployed } from './questions.ts';

/** Runbooks of this subject. */
export const users: RunbookFile = {
  name: 'users',
  runbooks: [
    runbook(feedbackLow, {
      meaning:
        'Two findings have this name. `finding="falling"`: the mean rating of seven days is a tenth lower than that of the seven days before. `finding="low"`: it is below 3.5 of 5. Both need at least 20 ratings.',
      impact:
        'Users are unhappy, and will use it less. It is the sum of days, so nothing has to happen at night.',
      diagnosis: [
        ask(
          'How did the rating change?',
          divide(feedbackScore, offset(feedbackScore, '7d')),
          '0.9 is a tenth less than a week ago.',
        ),
        ask(
          'How many ratings is that?',
          ratingsCount,
          'Ratings of seven days. Near 20, two angry people are enough.',
        ),
        ask(
          'Which channel do bad ratings come from?',
          divide(
            sum(increase(where(userFeedback.bucket, { le: '3' }), '7d'), { by: ['channel'] }),
            above(sum(increase(userFeedback.count, '7d'), { by: ['channel'] }), 0),
          ),
          'Share of ratings of 3 or less. One channel alone: its interface, or a survey that asked something else.',
        ),
        ask(
          'Was it slow or broken?',
          responseP95,
          'Seconds at p95, now. Look at the whole week in the dashboard: days above 0.2 explain a bad rating.',
        ),
        ask('Did commands fail?', failureRatio, 'Share of now; look at the week in the same way.'),
        ask(
          'Which features are not available?',
          equal(featureAvailable, 0),
          'A feature that is gone for days is what people rate.',
        ),
        ask(
          'Do people ask for help more often?',
          sum(increase(userActivity, '1d'), { by: ['activity'] }),
          'Things of a day. Compare `support_request` with `offset 7d`: what they ask is what they dislike.',
        ),
        whatWasDeployed,
      ],
      mitigation: [
        'Read the comments of the ratings of 1 and 2; ten of them mostly name the same thing.',
        'A version that went live when it began to fall: ask its authors, and consider to take back what was changed for users.',
        'Slow or failing days: the repair is that of the alerts about them; say to users that it is known.',
        'Write to three users who rated 1, and ask.',
      ],
    }),
  ],
};
