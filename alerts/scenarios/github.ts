import { ends, feed, fires, grow, hold, quiet, records, type ScenarioFile, scenario, silent } from '#lib';
import { githubOperations } from '../../catalog/github.ts';
import { failureRatio, failureRatioOver2m, integrationFailing } from '../github.ts';
import { here } from './here.ts';
import { ratioScenarios } from './shares.ts';

const call = { ...here, operation: 'commit' } as const;

/** What the rules about GitHub must do. */
export const github: ScenarioFile = {
  name: 'github',
  scenarios: [
    scenario('a little more than nine of ten calls that fail for five minutes page', {
      every: '30s',
      given: [
        feed(githubOperations, { ...call, outcome: 'success' }, grow(300, '10m'), grow(24)),
        feed(githubOperations, { ...call, outcome: 'failure' }, hold(0, '10m'), grow(276)),
      ],
      expect: [
        fires(integrationFailing, '16m30s', { labels: here, summary: '92% of calls to GitHub fail.' }),
      ],
    }),
    scenario('nine of ten do not', {
      every: '30s',
      given: [
        feed(githubOperations, { ...call, outcome: 'success' }, grow(30)),
        feed(githubOperations, { ...call, outcome: 'failure' }, grow(270)),
      ],
      expect: [silent(integrationFailing, '30m')],
    }),
    scenario('four minutes of nothing but failures do not', {
      every: '30s',
      given: [
        feed(githubOperations, { ...call, outcome: 'success' }, grow(300, '10m'), grow(0, '4m'), grow(300)),
        feed(githubOperations, { ...call, outcome: 'failure' }, hold(0, '10m'), grow(300, '4m'), grow(0)),
      ],
      expect: [quiet(integrationFailing, '30m')],
    }),
    scenario('being refused for the rate limit is a failure; the alert ends when calls succeed again', {
      every: '30s',
      given: [
        feed(githubOperations, { ...call, outcome: 'rate_limited' }, grow(60, '20m'), grow(0)),
        feed(githubOperations, { ...call, outcome: 'success' }, hold(0, '20m'), grow(60)),
      ],
      expect: [ends(integrationFailing, '20m')],
    }),
    scenario('four calls in five minutes are too few to judge by', {
      every: '30s',
      given: [feed(githubOperations, { ...call, outcome: 'failure' }, grow(0.8))],
      expect: [quiet(integrationFailing, '30m')],
    }),
    scenario('five are enough', {
      every: '30s',
      given: [feed(githubOperations, { ...call, outcome: 'failure' }, grow(1))],
      expect: [fires(integrationFailing, '10m', { labels: here, summary: '100% of calls to GitHub fail.' })],
    }),
    ...(
      [
        [failureRatio, '5m'],
        [failureRatioOver2m, '2m'],
      ] as const
    ).flatMap(([share, window]) =>
      ratioScenarios({
        what: 'calls fail',
        of: githubOperations,
        bad: { operation: 'commit', outcome: 'failure' },
        good: { operation: 'commit', outcome: 'success' },
        share,
        window,
        every: '30s',
      }),
    ),
    scenario('what fails is counted among all calls', {
      every: '30s',
      given: [
        feed(githubOperations, { ...call, outcome: 'success' }, hold(0, '10m'), grow(45)),
        feed(githubOperations, { ...call, outcome: 'failure' }, hold(0, '10m'), grow(15)),
        feed(githubOperations, { ...call, outcome: 'rate_limited' }, grow(60, '10m'), hold(600)),
      ],
      expect: [records(failureRatio, '16m', here, 0.25), records(failureRatio, '12m30s', here, 0.590909)],
    }),
  ],
};
