import {
  above,
  ask,
  count,
  countOverTime,
  divide,
  increase,
  max,
  type RunbookFile,
  runbook,
  subtract,
  sum,
  time,
  topk,
  where,
} from '#lib';
import {
  alertReviews,
  automationActions,
  automationRequests,
  incidentsOpen,
  oldestOpenIncident,
  incidents as opened,
  timeToAcknowledge,
  timeToDetect,
  timeToResolve,
} from '../../catalog/incidents.ts';
import { alerts } from '../../catalog/monitoring.ts';
import {
  alertFatigue,
  automationFailing,
  criticalForHours,
  detectionSlow,
  falsePositivesHigh,
  resolutionSlow,
} from '../incidents.ts';

const firing = where(alerts, { alertstate: 'firing' });

const mean = (part: typeof timeToDetect | typeof timeToAcknowledge | typeof timeToResolve) =>
  divide(
    sum(increase(part.sum, '7d'), { by: ['severity'] }),
    above(sum(increase(part.count, '7d'), { by: ['severity'] }), 0),
  );

const howNoticed = ask(
  'Who noticed the incidents of a week first?',
  sum(increase(opened, '7d'), { by: ['detected_by', 'user_impact'] }),
  'Incidents by `detected_by`. Each one of `user` is an alert that is missing: write it, with a scenario that replays the incident.',
);

/** Runbooks of this subject. */
export const incidents: RunbookFile = {
  name: 'incidents',
  runbooks: [
    runbook(criticalForHours, {
      meaning:
        'Two clocks have this name. `seen="by-alerts"`: critical alerts for level 1 have been firing for two hours without a break, whichever they were. `seen="by-incidents"`: an incident was opened more than two hours ago, and one of its critical alerts still fires. A silence stops neither clock.',
      impact:
        'Whatever is broken has been broken for two hours. Leadership is called to decide, not to repair.',
      diagnosis: [
        ask(
          'What is firing?',
          count(where(firing, { severity: 'critical' }), { by: ['alertname', 'subject'] }),
          'Each has its own page in this folder; those who are at work on them know more than any query.',
        ),
        ask(
          'For how long?',
          max(subtract(time(), oldestOpenIncident), { by: ['severity'] }),
          'Seconds since the oldest open incident began of which an alert of the severity still fires. Far more than the alerts would explain: somebody forgot to close it.',
        ),
        ask(
          'How many incidents are open?',
          max(incidentsOpen, { by: ['severity'] }),
          'More than one critical one: decide which is first, and give each an own lead.',
        ),
      ],
      mitigation: [
        'Ask the lead of the incident three things: who is affected, what is being tried, when is the next news.',
        'Decide: whether users and customers are told, and in which words; whether other teams stop their work to help; whether money may be spent (capacity, support of a provider).',
        'If nobody leads, name a lead now, who does not repair.',
        'If the incident is over and only open by mistake: close it in the incident automation; the call ends within a minute.',
        'Agree on news every 30 minutes until it is over.',
      ],
      escalation:
        'This is the end of the ladder. If nobody of leadership answers within 15 minutes, the lead of the incident decides.',
    }),
    runbook(automationFailing, {
      meaning:
        'An automated action was to be executed and failed, after all of its retries. The alert that it belongs to is still firing, or was.',
      impact:
        'What automation would have done is not done: a breaker is not open, pods were not added, somebody was not told.',
      diagnosis: [
        ask(
          'What happened to automated actions?',
          above(sum(increase(automationActions, '1h'), { by: ['action', 'mode', 'outcome'] }), 0),
          'Actions of an hour. Several actions that failed at once share what they call: the control interface of the framework, or the network.',
        ),
        ask(
          'Which alert wanted it?',
          where(firing, { response: 'high_error_rate' }),
          'If this returns nothing, try `performance_degradation` and `resource_exhaustion`. Its page says what each action does.',
        ),
        ask(
          'Does automation take requests at all?',
          sum(increase(automationRequests, '1h'), { by: ['result'] }),
          '`unauthorized`: its token and that of Alertmanager differ. `malformed`: a proxy in between changes what is sent. Nothing but `accepted` and `duplicate` is healthy.',
        ),
      ],
      mitigation: [
        'Do by hand what failed, if its alert still fires: the page of the alert says what the action is for.',
        'Read why it failed: `npm run responder -- --audit` where the responder runs shows the answer of the target for each attempt.',
        'The target refused (401, 403): renew the credential of that target. It did not answer: repair the target.',
        'It makes things worse: put down the kill switch, `touch .sightline/responder/stop` where the responder runs (or the file that its `RESPONDER_KILL_SWITCH` names; it prints it when it starts). From then on it begins nothing, calls nobody and takes nothing back, so every action is yours. Remove the file to let it go on.',
      ],
    }),
    runbook(detectionSlow, {
      meaning:
        'Over 30 days it took more than five minutes on average from the start of a fault to its first alert. Few incidents make it: one that went unnoticed for hours is enough.',
      impact: 'Users find faults before we do.',
      diagnosis: [
        ask(
          'Which severity is noticed late?',
          mean(timeToDetect),
          'Mean seconds of a week. High only for `low` or `medium`: what is slow by design, such as alerts that wait for an hour.',
        ),
        howNoticed,
      ],
      mitigation: [
        'List the incidents of the month by the time until they were noticed; three of them explain the mean.',
        'For each: was there no alert (write one), was its `for` too long (`npm run backtest -- <alert> --for 1m,5m` shows what a shorter one costs), or did it reach nobody (see the routes)?',
      ],
    }),
    runbook(resolutionSlow, {
      meaning:
        'Over 30 days incidents lasted more than 15 minutes on average, from the first alert to the end.',
      impact: 'Outages are longer than promised, and error budgets go with them.',
      diagnosis: [
        ask(
          'How long until somebody acknowledges?',
          mean(timeToAcknowledge),
          'Mean seconds of a week. More than 300 for `critical`: the time goes before anybody looks; see who is called and how.',
        ),
        ask(
          'How long until it is over?',
          mean(timeToResolve),
          'Mean seconds of a week, by severity. Take away the time above: what is left is the repair.',
        ),
        ask(
          'Does automation help?',
          sum(increase(automationActions, '7d'), { by: ['action', 'mode', 'outcome'] }),
          'Actions of a week. Only `dry_run`: nothing was ever done. Decide which action may be executed.',
        ),
      ],
      mitigation: [
        'Take the three longest incidents of the month, and write down what the time went into: noticing, reaching somebody, finding the cause, repairing.',
        'Finding the cause: put the query that found it into the runbook of the alert.',
        'Repairing: make the rollback one command, or let automation do it.',
      ],
    }),
    runbook(falsePositivesHigh, {
      meaning:
        'More than 5 % of the alerts that people reviewed in 30 days were false: nothing was wrong. It takes at least 20 reviews to fire.',
      impact: 'People learn to ignore alerts, and will ignore the right one.',
      diagnosis: [
        ask(
          'Which alerts were false?',
          topk(
            5,
            sum(increase(where(alertReviews, { verdict: 'false_positive' }), '30d'), { by: ['alertname'] }),
          ),
          'Verdicts of 30 days. Mostly one or two alerts make the most of it.',
        ),
        ask(
          'How often were they right?',
          topk(
            5,
            sum(increase(where(alertReviews, { verdict: 'true_positive' }), '30d'), { by: ['alertname'] }),
          ),
          'An alert that is in both lists needs another limit; one that is never right should go.',
        ),
      ],
      mitigation: [
        'For the worst alert try a longer `for` and another limit: `npm run backtest -- <alert> --for 5m,10m,15m` shows when it would have fired.',
        'Replay the false alarm as a scenario in `alerts/scenarios/` that must stay quiet.',
        'Remove an alert that nobody could ever act on.',
      ],
    }),
    runbook(alertFatigue, {
      meaning:
        'Over a day people got more than two alerts an hour on average. What is for machines, and what is low, does not count.',
      impact: 'Whoever is on call cannot look at each of them any more.',
      diagnosis: [
        ask(
          'Which alerts fire?',
          topk(10, count(where(firing, { response: '' }), { by: ['alertname', 'severity'] })),
          'Firing now, with the number of their series. One alert with many series needs an aggregation.',
        ),
        ask(
          'Which alerts fired for the longest time?',
          topk(
            10,
            sum(countOverTime(max(firing, { by: ['alertname'] }), '1d', { step: '5m' }), {
              by: ['alertname'],
            }),
          ),
          'Number of five-minute steps of a day, of 288. One that always fires is no alert; one that comes and goes needs a longer `for`, or `keepFiringFor`.',
        ),
      ],
      mitigation: [
        'A real incident raises many alerts: then look whether one of them should keep the others quiet (inhibitions in `alerts/routing.ts`).',
        'Comes and goes: `npm run backtest -- <alert> --for 5m,15m` shows how many are left with a longer wait.',
        'Always fires: repair what it is about, or remove it. A silence without an end is a removal that nobody reviewed.',
      ],
    }),
  ],
};
