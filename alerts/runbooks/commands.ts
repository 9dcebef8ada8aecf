import {
  above,
  anyOf,
  ask,
  burnRunbooks,
  divide,
  histogramQuantile,
  increase,
  offset,
  type RunbookFile,
  rate,
  runbook,
  sum,
  topk,
  where,
} from '#lib';
import { commandDuration, commandExecutions } from '../../catalog/commands.ts';
import { moduleDelegations } from '../../catalog/modules.ts';
import {
  commandSuccess,
  executions,
  executionsByTypeAndStatus,
  failureRatioCritical,
  usageAnomaly,
} from '../commands.ts';
import { whatWasDeployed, whichBreakersAreOpen, whichComponentsAreIll, whichErrors } from './questions.ts';
import { afterDeployment } from './steps.ts';

const whichTypes = ask(
  'Which commands fail, and how many are that?',
  topk(
    10,
    above(
      sum(increase(where(commandExecutions, { status: anyOf('failure', 'timeout') }), '10m'), {
        by: ['command_type', 'status'],
      }),
      0,
    ),
  ),
  'Commands of ten minutes. One type alone: its modules or what changed in them. All types: something that every command needs, so look at the components next. `timeout` rather than `failure`: something waits, mostly for the model.',
);

const oneUser = ask(
  'Is it one user?',
  topk(
    5,
    sum(increase(where(commandExecutions, { status: anyOf('failure', 'timeout') }), '10m'), {
      by: ['user_id'],
    }),
  ),
  'Failed commands by pseudonym. One user with nearly all of them is a script or a broken workspace: talk to them; nobody else is affected.',
);

const whichModules = ask(
  'Which modules do they fail in?',
  topk(
    5,
    above(
      sum(increase(where(moduleDelegations, { status: 'failure' }), '10m'), {
        by: ['source_command', 'target_module'],
      }),
      0,
    ),
  ),
  'Failed delegations of ten minutes. One module under several commands is the cause; none at all means that commands fail before they delegate.',
);

const undo = [
  afterDeployment,
  'One module: send its work to its fallback, or take it out of use until it is repaired.',
  'Timeouts while the breaker `llm` is open or half-open: the model provider is the cause. Switch to the other model, and say so to users.',
  'One command type without a quick repair: turn that command off with a message, so that people stop trying.',
] as const;

/** Runbooks of this subject. */
export const commands: RunbookFile = {
  name: 'commands',
  runbooks: [
    runbook(failureRatioCritical, {
      meaning:
        'More than 5 % of the commands of five minutes failed or ran into their time limit, and at least three did. Cancelled and rejected commands were decided by somebody and count neither way.',
      impact:
        'Users see it: what they asked for was not done, and they repeat it, which adds load. At this pace the error budget of 30 days is gone within 15 hours.',
      diagnosis: [whichTypes, whichModules, oneUser, whichComponentsAreIll, whichErrors, whatWasDeployed],
      mitigation: [
        ...undo,
        'Over when the share of five minutes is below 5 %: within five minutes of the repair.',
      ],
      responses: ['high_error_rate'],
    }),
    ...burnRunbooks(commandSuccess, {
      meaning:
        'Counted are commands; bad are those that failed or timed out. With fewer than twelve of those within the longer window nobody is told.',
      impact: 'Users do not get what they asked for.',
      diagnosis: [whichTypes, whichModules, oneUser, whichBreakersAreOpen, whatWasDeployed],
      mitigation: [
        ...undo,
        'When the budget is spent: no deployments but repairs, until it is positive again.',
      ],
      responses: ['high_error_rate'],
    }),
    runbook(usageAnomaly, {
      meaning:
        'The commands of half an hour are more than three usual spreads away from both last week and yesterday at this time. It says that something is different, not that something is broken.',
      impact:
        'Fewer commands than usual: users may be locked out, or an outage keeps them away without any error that we could count. More: a campaign, a new team, or a loop that costs money.',
      diagnosis: [
        ask(
          'More or fewer than a week ago?',
          divide(executions, above(offset(executions, '1w'), 0)),
          '1 is as many as a week ago. Far below 1: look whether people get in (refused logins, sessions started). Far above: find out who.',
        ),
        ask(
          'Which types changed?',
          topk(5, sum(executionsByTypeAndStatus, { by: ['command_type'] })),
          'Commands per second. Type the same with `offset 1w` behind the metric; a type that is new at the top is the answer.',
        ),
        ask(
          'Who asks?',
          topk(5, sum(rate(commandExecutions, '30m'), { by: ['user_id'] })),
          'Commands per second by pseudonym. One user ahead of all others by far is a loop: a person types less than one command in ten seconds.',
        ),
        ask(
          'Do commands take longer than usual?',
          histogramQuantile(0.5, sum(rate(commandDuration.bucket, '30m'), { by: ['le'] })),
          'Seconds at the median. Fewer commands that take longer: people wait. Look at the response time.',
        ),
      ],
      mitigation: [
        'A loop: ask its owner to stop it; after 15 minutes without an answer revoke the token of that user, and say so.',
        'Fewer because people cannot get in: treat it as an outage, open an incident, page level 2.',
        'A campaign or a holiday: nothing to do. The alert ends by itself and will know this day in a week.',
      ],
    }),
  ],
};
