import {
  above,
  anyOf,
  ask,
  avgOverTime,
  increase,
  max,
  maxOverTime,
  predictLinear,
  type RunbookFile,
  rate,
  runbook,
  seconds,
  sum,
  topk,
  where,
} from '#lib';
import { apiRequests } from '../../catalog/availability.ts';
import { cost, insightsReady, memoryUsage, resourceUtilization } from '../../catalog/capacity.ts';
import { activeSessions } from '../../catalog/sessions.ts';
import {
  capacityApproaching,
  overProvisioned,
  resourceExhaustion,
  utilization,
  utilizationHigh,
} from '../capacity.ts';
import { executionsByTypeAndStatus } from '../commands.ts';
import { whatWasDeployed } from './questions.ts';
import { rollBack } from './steps.ts';

const whichInstance = ask(
  'Which instance is the fullest, and are the others as full?',
  topk(10, max(resourceUtilization, { by: ['instance', 'resource_type'] })),
  'Per cent of the limit. One instance far above the others: work is not spread evenly, or that one leaks; take it out and replace it. All alike: there is more work than room.',
);

const whoseMemory = ask(
  'Which component holds the memory?',
  topk(5, sum(memoryUsage, { by: ['component'] })),
  'Bytes, over all instances. One that only ever grows leaks: its instances can be restarted one by one to win time.',
);

const whatWork = ask(
  'Which work grew?',
  topk(5, sum(executionsByTypeAndStatus, { by: ['command_type'] })),
  'Commands per second now. Compare with the same query and `offset 1d`: one type several times as frequent is a loop or a campaign; ask its owner before adding machines.',
);

const openSessions = ask(
  'How many sessions are open?',
  sum(activeSessions, { by: ['session_type'] }),
  '`swarm` and `multi_agent` sessions cost many times what others do. A number that only rises: sessions are not closed.',
);

/** Runbooks of this subject. */
export const capacity: RunbookFile = {
  name: 'capacity',
  runbooks: [
    runbook(utilizationHigh, {
      meaning:
        'The fullest instance has used more than 80 % of its CPU or memory for ten minutes. It is judged by the worst instance, not by the mean: that one fails first.',
      impact:
        'Nothing is broken yet. CPU: answers get slower, at 90 % automation scales and throttles. Memory: at the limit the process is killed, and the sessions in it are lost.',
      diagnosis: [whichInstance, whoseMemory, whatWork, openSessions, whatWasDeployed],
      mitigation: [
        'Memory above 90 % and rising: restart that instance now, at a moment of your choice, before the kernel does it at another.',
        'All instances alike: add instances.',
        'One alone: take it out of the load balancer, keep a heap snapshot or a CPU profile, replace it.',
        'One command type grew many times over: ask its owner to pause it, or lower its limit.',
        `It began with a deployment and the work is the same: the new version needs more; roll back, ${rollBack}.`,
      ],
      responses: ['resource_exhaustion'],
    }),
    runbook(capacityApproaching, {
      meaning:
        'CPU, memory or disk of the fullest instance has been above 70 % of its limit for half an hour. A warning in time to plan; at 80 % of CPU or memory an engineer is paged.',
      impact: 'None yet. How much time there is depends on the trend below.',
      diagnosis: [
        whichInstance,
        ask(
          'Where will it be in a day, if it goes on like in the last six hours?',
          predictLinear(utilization, '6h', seconds(86_400)),
          'Per cent. Above 100 for `disk`: make room today. For CPU the daily course misleads: compare with yesterday at this time instead.',
        ),
        ask(
          'Is it a daily peak?',
          maxOverTime(utilization, '1d'),
          'The highest value of a day. Close to what fires now: this is how every day looks, and the limit is what has to grow.',
        ),
        openSessions,
      ],
      mitigation: [
        'Disk: remove old logs and caches of the framework first, then enlarge the volume.',
        'CPU or memory at the daily peak: raise the number of instances before the next one, and open an issue to plan for more.',
        'Growth without more work: a leak. Open an issue with the memory by component, and restart instances at night until it is repaired.',
      ],
    }),
    runbook(resourceExhaustion, {
      meaning:
        'The fullest instance has used more than 90 % of its CPU for five minutes. The alert is for automation and pages nobody; [FrameworkResourceUtilizationHigh](FrameworkResourceUtilizationHigh.md) calls a person.',
      impact:
        'Automation adds pods and turns requests away above a limit: users see rejected commands instead of endless waiting.',
      diagnosis: [
        ask(
          'Did it help?',
          where(utilization, { resource_type: anyOf('cpu', 'threads') }),
          'Per cent on the fullest instance. New pods take load after one or two minutes. No fall after five: the work cannot be spread, or grows faster.',
        ),
        whichInstance,
        ask(
          'Who sends the requests?',
          topk(5, sum(rate(apiRequests, '5m'), { by: ['endpoint', 'method'] })),
          'Requests per second by route. One route far ahead of the others: throttle its caller, and leave everybody else alone.',
        ),
        whatWork,
      ],
      mitigation: [
        'See below what was really done; a failed `scale_infrastructure_pods` mostly means that the maximum is reached or the cluster is full. Raise the maximum, or free machines.',
        'Find the caller and throttle it alone.',
        'When it is over, look whether throttling was lifted: commands with the status `rejected` must stop.',
      ],
    }),
    runbook(overProvisioned, {
      meaning:
        'Two findings have this name. `finding="over-provisioned"`: for 95 % of seven days less than 30 % of CPU or memory was used even on the fullest instance. `finding="analyser"`: the batch analyser has findings about resources that nobody has read.',
      impact: 'Money: what is not used is paid for. No user notices anything.',
      diagnosis: [
        ask(
          'How full did it get in a week, at most?',
          maxOverTime(utilization, '7d'),
          'Per cent. A peak far above 30 that was short is still a reason to keep the room: look when it was.',
        ),
        ask(
          'How full is it on average?',
          avgOverTime(utilization, '7d'),
          'Per cent. The smaller the distance to the peak, the safer it is to take resources away.',
        ),
        ask(
          'What does it cost?',
          sum(increase(cost, '7d'), { by: ['cost_category'] }),
          'Dollars of a week. `compute` is what this is about; if it is small beside `llm_tokens`, it can wait.',
        ),
        ask(
          'Which findings are unread?',
          above(sum(insightsReady, { by: ['insight_type'] }), 0),
          'Number by kind. They are read in the report of the analyser; reading them sets the number back to 0.',
        ),
      ],
      mitigation: [
        'Lower the request of CPU or memory to twice what 95 % of the week needed, on one instance first, and watch it for a day.',
        'Or take one instance away, if three or more run and the others stay below 60 % at the peak.',
        'Read the findings of the analyser, and turn each into an issue or dismiss it.',
      ],
    }),
  ],
};
