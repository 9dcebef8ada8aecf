import {
  above,
  anyOf,
  asUnit,
  barGauge,
  count,
  dashboard,
  dashboardList,
  divide,
  equal,
  heatmap,
  histogramQuantile,
  increase,
  labelVariable,
  min,
  ms,
  not,
  or,
  percent,
  rate,
  rateInterval,
  ratio,
  row,
  score,
  series,
  stat,
  stateTimeline,
  subtract,
  sum,
  text,
  timeRange,
  timeseries,
  vectorOf,
  where,
  worseAbove,
  worseBelow,
} from '#lib';
import { failureRatio as sessionFailures } from '../alerts/sessions.ts';
import { feedbackScore, satisfaction } from '../alerts/users.ts';
import { healthStatus, responseTime } from '../catalog/availability.ts';
import { commandExecutions } from '../catalog/commands.ts';
import { activeSessions, sessionDuration, sessionsEnded } from '../catalog/sessions.ts';
import { featureAvailable, userActivity, userFeedback } from '../catalog/users.ts';
import { users } from './bullets.ts';
import { available, deployed, environment, family, health } from './panels/house.ts';
import { healthNow, responseTimeNow } from './panels/service-levels.ts';

/** Pseudonyms of the people who ran commands lately. */
const user = labelVariable({
  name: 'user',
  title: 'User',
  of: where(commandExecutions, { environment }),
  label: 'user_id',
  multi: true,
  all: true,
});

const mine = where(commandExecutions, { environment, user_id: user });
const ended = where(sessionsEnded, { environment });
const lasted = where(sessionDuration.bucket, { environment, outcome: 'success' });
const features = where(featureAvailable, { environment });
const activity = where(userActivity, { environment });

/** For those who use the framework: does it work for me, what did I do with it, and where do I find help? */
export const userExperience = dashboard({
  uid: 'user-experience',
  title: 'User experience',
  description: 'For users: does the framework work for me, what did I do with it, and where do I find help?',
  tags: [family, 'users'],
  range: '24h',
  refresh: '1m',
  lag: '1m',
  resolution: '1m',
  variables: [environment, user],
  annotations: [deployed],
  rows: [
    row('Does it work?', [
      healthNow({ answers: [users.features] }),
      stat({
        title: 'Features unavailable',
        description: 'Is every feature there that should be?',
        answers: [users.features],
        series: series(or(count(equal(features, 0)), vectorOf('count', 0)), ''),
        thresholds: worseAbove(1),
        decimals: 0,
        tile: true,
      }),
      responseTimeNow({ answers: [users.feedback] }),
      stat({
        title: 'Sessions that succeed',
        description: 'Which share of sessions ends well right now?',
        answers: [users.sessions],
        series: series(subtract(percent(100), where(sessionFailures, { environment })), ''),
        thresholds: worseBelow(percent(95), percent(90)),
        decimals: 1,
        tile: true,
      }),
      stat({
        title: 'Rating, 7 days',
        description: 'How do users rate the framework, from 1 to 5?',
        answers: [users.feedback],
        series: series(where(feedbackScore, { environment }), ''),
        thresholds: worseBelow(score(4), score(3.5)),
        decimals: 2,
        tile: true,
      }),
    ]),
    row('What did I do? Choose yourself above', [
      stat({
        title: 'Commands of the chosen users',
        description: 'How many commands did they run in the time range?',
        answers: [users.usage],
        series: series(sum(increase(mine, timeRange)), ''),
        decimals: 0,
        height: 8,
      }),
      stat({
        title: 'Commands that succeed',
        description: 'Which share of them did its work?',
        answers: [users.usage],
        series: series(
          ratio(
            sum(increase(where(mine, { status: anyOf('success', 'degraded') }), timeRange)),
            sum(increase(where(mine, { status: not('cancelled', 'rejected') }), timeRange)),
          ),
          '',
        ),
        thresholds: worseBelow(percent(98), percent(95)),
        decimals: 1,
        height: 8,
      }),
      barGauge({
        title: 'Commands by type',
        description: 'What do the chosen users use the framework for?',
        answers: [users.usage],
        series: series(sum(increase(mine, timeRange), { by: ['command_type'] }), '{{command_type}}'),
        decimals: 0,
      }),
      barGauge({
        title: 'What came of it',
        description:
          'How many tasks, commits, pull requests and reviews did the framework help everybody with, in the time range?',
        answers: [users.usage],
        series: series(
          sum(
            increase(
              where(activity, { activity: anyOf('task_completed', 'commit', 'pull_request', 'review') }),
              timeRange,
            ),
            { by: ['activity'] },
          ),
          '{{activity}}',
        ),
        decimals: 0,
      }),
    ]),
    row('How do sessions go?', [
      timeseries({
        title: 'Sessions that succeed by type',
        description: 'Which kind of session ends well, and which does not?',
        answers: [users.sessions],
        series: series(
          subtract(
            percent(100),
            ratio(
              sum(rate(where(ended, { outcome: anyOf('failure', 'timeout') }), '1h'), {
                by: ['session_type'],
              }),
              sum(rate(where(ended, { outcome: not('cancelled') }), '1h'), { by: ['session_type'] }),
            ),
          ),
          '{{session_type}}',
        ),
        thresholds: worseBelow(percent(95), percent(90)),
        max: 1,
        width: 8,
      }),
      timeseries({
        title: 'Time to complete by type, p50',
        description: 'How long does a successful session take, for half of them?',
        answers: [users.sessions],
        series: series(
          histogramQuantile(0.5, sum(rate(lasted, '1h'), { by: ['le', 'session_type'] })),
          '{{session_type}}',
        ),
        width: 8,
      }),
      timeseries({
        title: 'Sessions open',
        description: 'How busy is the framework?',
        answers: [users.sessions],
        series: series(sum(where(activeSessions, { environment })), 'sessions'),
        legend: 'hidden',
        width: 8,
      }),
    ]),
    row('What can I use?', [
      stateTimeline({
        title: 'Features',
        description: 'Which feature was unavailable, and when?',
        answers: [users.features],
        series: series(min(features, { by: ['feature'] }), '{{feature}}'),
        states: available,
        thresholds: worseBelow(1),
      }),
      stateTimeline({
        title: 'Components',
        description: 'Which part of the framework had trouble, and when?',
        answers: [users.features],
        series: series(min(where(healthStatus, { environment }), { by: ['component'] }), '{{component}}'),
        states: health,
        thresholds: worseBelow(1, 0.5),
      }),
    ]),
    row('How do we like it?', [
      timeseries({
        title: 'Response time',
        description: 'How fast does the framework answer, for half of all answers and for nearly all?',
        answers: [users.feedback],
        series: [
          series(
            histogramQuantile(
              0.5,
              sum(rate(where(responseTime.bucket, { environment }), rateInterval), { by: ['le'] }),
            ),
            'p50',
          ),
          series(
            histogramQuantile(
              0.95,
              sum(rate(where(responseTime.bucket, { environment }), rateInterval), { by: ['le'] }),
            ),
            'p95',
          ),
        ],
        thresholds: worseAbove(ms(200)),
        width: 8,
      }),
      heatmap({
        title: 'Ratings',
        description: 'Do users agree, or do some love and others hate it?',
        answers: [users.feedback],
        buckets: sum(increase(where(userFeedback.bucket, { environment }), '1h'), { by: ['le'] }),
        width: 8,
      }),
      stat({
        title: 'Satisfied users',
        description: 'Which share of the ratings of the last seven days is 4 or 5?',
        answers: [users.feedback],
        series: series(where(satisfaction, { environment }), ''),
        thresholds: worseBelow(percent(90), percent(75)),
        decimals: 0,
        width: 8,
        height: 8,
      }),
    ]),
    row('Where do I find help?', [
      timeseries({
        title: 'Documentation and support',
        description: 'Do people find answers in the documentation, or do they have to ask? Per hour.',
        answers: [users.support],
        series: series(
          sum(increase(where(activity, { activity: anyOf('docs_view', 'support_request') }), '1h'), {
            by: ['activity'],
          }),
          '{{activity}}',
        ),
        width: 8,
      }),
      stat({
        title: 'Documentation views for each request',
        description: 'How many pages are read for each request to support? More is better.',
        answers: [users.support],
        series: series(
          asUnit(
            'count',
            divide(
              sum(increase(where(activity, { activity: 'docs_view' }), '1d')),
              above(sum(increase(where(activity, { activity: 'support_request' }), '1d')), 0),
            ),
          ),
          '',
        ),
        width: 4,
        height: 8,
        empty: 'no requests',
      }),
      text({
        title: 'Support',
        description: 'Where are the documentation and the people?',
        answers: [users.support],
        width: 6,
        height: 8,
        markdown: [
          '- Read: [the documentation of the framework](https://github.com/swm-sink/claude-code-modular-agents#readme).',
          '- Ask: [open an issue](https://github.com/swm-sink/claude-code-modular-agents/issues/new) and name your session id.',
          '- People appear here under a pseudonym made from their id; whoever runs the framework can tell you yours.',
        ].join('\n'),
      }),
      dashboardList({
        title: 'More dashboards',
        description: 'What else can be seen?',
        answers: [users.support],
        tags: [family],
        width: 6,
        height: 8,
      }),
    ]),
  ],
});
