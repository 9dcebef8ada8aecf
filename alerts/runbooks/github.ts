import {
  above,
  ask,
  divide,
  histogramQuantile,
  increase,
  min,
  type RunbookFile,
  rate,
  runbook,
  sum,
  where,
} from '#lib';
import { githubOperationDuration, githubOperations, githubRateLimitRemaining } from '../../catalog/github.ts';
import { integrationFailing } from '../github.ts';
import { whatWasDeployed, whichBreakersAreOpen } from './questions.ts';

/** Runbooks of this subject. */
export const github: RunbookFile = {
  name: 'github',
  runbooks: [
    runbook(integrationFailing, {
      meaning:
        'For five minutes more than nine of ten calls to GitHub have failed or were refused for the rate limit, judged over two minutes each time. That is as good as no GitHub.',
      impact:
        'Issues, commits and pull requests are not made. Commands that need none of them go on working. What was to be written in that time is missing afterwards.',
      diagnosis: [
        ask(
          'Failure or rate limit?',
          sum(increase(githubOperations, '5m'), { by: ['outcome'] }),
          'Calls of five minutes. `rate_limited` alone: we asked too much, GitHub is fine. `failure`: go on below.',
        ),
        ask(
          'How many calls are left?',
          min(githubRateLimitRemaining, { by: ['resource'] }),
          '0 explains everything; the limit returns at the full hour of its window, within 60 minutes. A number that is not 0 beside `rate_limited`: a secondary limit, for too many calls at a time.',
        ),
        ask(
          'Which calls fail?',
          divide(
            sum(rate(where(githubOperations, { outcome: 'failure' }), '5m'), { by: ['operation'] }),
            above(sum(rate(githubOperations, '5m'), { by: ['operation'] }), 0),
          ),
          'Share by operation. All of them: the token or GitHub. Writing alone (`issue_create`, `commit`, `pull_request`): the token lost a permission, or a branch is protected.',
        ),
        ask(
          'Is GitHub slow?',
          histogramQuantile(
            0.95,
            sum(rate(githubOperationDuration.bucket, '5m'), { by: ['le', 'operation'] }),
          ),
          'Seconds at p95. Several seconds: GitHub is in trouble, see githubstatus.com. Milliseconds while everything fails: calls are refused at once, so it is the token.',
        ),
        whichBreakersAreOpen,
        whatWasDeployed,
      ],
      mitigation: [
        'githubstatus.com tells of an incident: open the breaker `github` if it is not open, wait, and tell users that issues come later.',
        'Rate limit: stop what calls most (session mirroring and scheduled jobs first). Do not try again by hand, which spends what is left.',
        'Token: `curl -sI -H "Authorization: Bearer $TOKEN" https://api.github.com/rate_limit`. 401: it has expired or was revoked, so rotate it. 403: it lacks a permission.',
        'Afterwards compare the sessions of that time with their issues and commits, and make by hand what is missing.',
      ],
    }),
  ],
};
