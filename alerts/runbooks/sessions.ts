import {
  above,
  anyOf,
  ask,
  divide,
  histogramQuantile,
  increase,
  not,
  type RunbookFile,
  rate,
  runbook,
  sortDesc,
  sum,
  topk,
  where,
} from '#lib';
import { agentTasks } from '../../catalog/modules.ts';
import { activeSessions, sessionDuration, sessionsEnded } from '../../catalog/sessions.ts';
import { sessionsFailing } from '../sessions.ts';
import { whatWasDeployed, whichComponentsAreIll, whichErrors } from './questions.ts';
import { afterDeployment } from './steps.ts';

/** Runbooks of this subject. */
export const sessions: RunbookFile = {
  name: 'sessions',
  runbooks: [
    runbook(sessionsFailing, {
      meaning:
        'More than a tenth of the sessions that ended within 15 minutes failed or ran into their time limit, and at least three did. Sessions that users cancelled do not count; a session is many commands, so single failed commands are not enough.',
      impact: 'People lose the work of a session: minutes for a single agent, hours for a swarm.',
      diagnosis: [
        ask(
          'Which types of sessions?',
          sortDesc(
            divide(
              sum(rate(where(sessionsEnded, { outcome: anyOf('failure', 'timeout') }), '15m'), {
                by: ['session_type'],
              }),
              above(
                sum(rate(where(sessionsEnded, { outcome: not('cancelled') }), '15m'), {
                  by: ['session_type'],
                }),
                0,
              ),
            ),
          ),
          'Share of 15 minutes. `swarm` and `multi_agent` alone: coordination, see the agents below. `scheduled` alone: a job, and no person waits. All: the session store, or what commands need.',
        ),
        ask(
          'Failed, or out of time?',
          sum(increase(sessionsEnded, '15m'), { by: ['outcome'] }),
          'Sessions of 15 minutes. `timeout`: something is slow, so look at the response time. `failure`: look at the errors. Many `abandoned` beside them: users give up.',
        ),
        ask(
          'Which agents fail?',
          topk(
            5,
            above(
              sum(increase(where(agentTasks, { status: anyOf('failure', 'timeout') }), '15m'), {
                by: ['agent_role', 'status'],
              }),
              0,
            ),
          ),
          'Tasks of 15 minutes by role. One role: its module. All roles with `timeout`: the model.',
        ),
        ask(
          'How long did failed sessions last?',
          histogramQuantile(
            0.5,
            sum(rate(where(sessionDuration.bucket, { outcome: 'failure' }), '15m'), {
              by: ['le', 'session_type'],
            }),
          ),
          'Seconds at the median. A few seconds: they cannot start. Near a round number such as 900 or 3600: a time limit.',
        ),
        ask(
          'How many are open?',
          sum(activeSessions, { by: ['session_type'] }),
          'These people are next. If new sessions fail at once, ask them not to close theirs.',
        ),
        whichErrors,
        whichComponentsAreIll,
        whatWasDeployed,
      ],
      mitigation: [
        `${afterDeployment} Open sessions survive that only if the session manager says so; wait for swarms to end where you can.`,
        'Sessions cannot start: repair `session_manager` and its storage first.',
        'Out of time because models are slow: raise the time limit for an hour, and say so to users.',
        'One agent role: turn that role off; sessions go on without it.',
      ],
      responses: ['high_error_rate'],
    }),
  ],
};
