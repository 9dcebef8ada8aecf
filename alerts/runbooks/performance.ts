import {
  above,
  ask,
  avg,
  burnRunbooks,
  deriv,
  divide,
  histogramQuantile,
  increase,
  max,
  offset,
  type RunbookFile,
  rate,
  runbook,
  sortDesc,
  sum,
  topk,
  where,
} from '#lib';
import { responseTime } from '../../catalog/availability.ts';
import { insightsReady, resourceUtilization } from '../../catalog/capacity.ts';
import { moduleCacheRequests, moduleLoadDuration } from '../../catalog/modules.ts';
import { activeSessions } from '../../catalog/sessions.ts';
import {
  performanceDegradation,
  performanceTrend,
  quickAnswers,
  responseP50,
  responseP95,
  responseTimeBreach,
  responseTimeCritical,
  slowOperation,
} from '../performance.ts';
import { whatWasDeployed } from './questions.ts';
import { afterDeployment } from './steps.ts';

const whichOperations = ask(
  'Which kind of operation is slow?',
  sortDesc(histogramQuantile(0.95, sum(rate(responseTime.bucket, '5m'), { by: ['operation_type', 'le'] }))),
  'Seconds at p95. `module_load`: disk or cache. `github_call`: GitHub. `quality_gate`: the gates. `delegation` and `agent_coordination`: too many agents at a time. All alike: CPU, memory, or a deployment.',
);

const whichSize = ask(
  'Is it the large answers?',
  histogramQuantile(0.95, sum(rate(responseTime.bucket, '5m'), { by: ['resource_size', 'le'] })),
  'Seconds at p95. Only `large` and `xlarge`: somebody works on something big, and the rest is well. `small` as well: everybody is affected.',
);

const halfToo = ask(
  'Is everybody slow, or the unlucky few?',
  divide(responseP95, above(responseP50, 0)),
  'How many times p95 is the median. Below 3: everything is slow (load, CPU, deployment). Above 10: a few hang (a lock, one instance, one dependency).',
);

const whichInstance = ask(
  'Is it one instance?',
  topk(5, histogramQuantile(0.95, sum(rate(responseTime.bucket, '5m'), { by: ['instance', 'le'] }))),
  'Seconds at p95. One far above the others: take it out of the load balancer, then look at it.',
);

const howFull = ask(
  'Is there room?',
  max(resourceUtilization, { by: ['resource_type'] }),
  'Per cent on the fullest instance. CPU above 80: add instances. `threads` near 100: something blocks.',
);

const cache = ask(
  'Do modules come from the cache?',
  divide(
    sum(rate(where(moduleCacheRequests, { result: 'hit' }), '5m')),
    above(sum(rate(moduleCacheRequests, '5m')), 0),
  ),
  'Share of hits. Low after a restart or a deployment: it gets better by itself within minutes.',
);

const diagnosis = [
  whichOperations,
  halfToo,
  whichInstance,
  whichSize,
  howFull,
  cache,
  whatWasDeployed,
] as const;

const mitigation = [
  afterDeployment,
  'One instance: take it out, replace it.',
  '`github_call` or waiting for models: open the breaker of that dependency, so that the rest is not slowed down with it.',
  'No room: add instances, and ask the owners of the largest sessions to pause.',
  '`module_load` with a cold cache: wait five minutes; if it stays cold, make the cache larger.',
] as const;

/** Runbooks of this subject. */
export const performance: RunbookFile = {
  name: 'performance',
  runbooks: [
    runbook(responseTimeCritical, {
      meaning:
        'Five of 100 answers have taken more than 500 ms for two minutes. What is measured is the framework’s own time: waiting for models and for people is not in it.',
      impact:
        'Every interaction drags; sessions with many steps run into their time limits, and failed commands follow.',
      diagnosis,
      mitigation: [...mitigation, 'Over when p95 of a minute is below 500 ms.'],
      responses: ['performance_degradation'],
    }),
    runbook(responseTimeBreach, {
      meaning:
        'Five of 100 answers have taken more than 200 ms, which is what is promised, for five minutes. At 300 ms automation acts, at 500 ms level 1 is woken.',
      impact: 'Users feel it. The budget of slow answers of 30 days burns while it lasts.',
      diagnosis,
      mitigation: [...mitigation, 'Over when p95 of two minutes is below 200 ms.'],
      responses: ['performance_degradation'],
    }),
    runbook(performanceDegradation, {
      meaning:
        'p95 of the response time has been above 300 ms for three minutes. The alert is for automation and pages nobody; [FrameworkResponseTimeSLABreach](FrameworkResponseTimeSLABreach.md) calls a person.',
      impact: 'Automation adds instances and makes the module cache larger.',
      diagnosis: [
        ask(
          'Did it help?',
          responseP95,
          'Seconds. New instances take work after one or two minutes. No change after five: the cause is not a lack of room.',
        ),
        whichOperations,
        howFull,
        cache,
      ],
      mitigation: [
        'See below what was really done.',
        'If the scope of quality gates was reduced: note the time, and let the gates run again over the work that was done in it.',
        'More instances did not help: find the cause as in [FrameworkResponseTimeSLABreach](FrameworkResponseTimeSLABreach.md), and take the instances away again.',
      ],
    }),
    ...burnRunbooks(quickAnswers, {
      meaning:
        'Counted are single answers; bad are those that took more than 200 ms. With fewer than 30 of those within the longer window nobody is told.',
      impact: 'Users wait.',
      diagnosis: [whichOperations, halfToo, whichInstance, howFull, whatWasDeployed],
      mitigation: [
        ...mitigation,
        'When the budget is spent: work on speed goes before new features, until it is positive again.',
      ],
      responses: ['performance_degradation'],
    }),
    runbook(performanceTrend, {
      meaning:
        'The middle p95 of half an hour is a quarter higher than an hour ago, and the line through the last hour passes 200 ms within the next. Nothing is broken yet.',
      impact: 'None yet. There is about an hour to find what grows.',
      diagnosis: [
        ask(
          'How fast does it get worse?',
          deriv(responseP95, '1h'),
          'Seconds per second. Times 3600 that is the growth of an hour.',
        ),
        ask(
          'Is it the usual course of the day?',
          divide(responseP95, above(offset(responseP95, '1d'), 0)),
          '1 is as yesterday at this time. About 1: the morning rush; it ends without you. Far above 1: something grows.',
        ),
        ask(
          'Do more sessions cause it?',
          sum(activeSessions, { by: ['session_type'] }),
          'Open sessions. More of them: add instances before they are needed. As many as ever: a leak, or data that grows.',
        ),
        whichOperations,
        howFull,
      ],
      mitigation: [
        'More work than usual: add instances now.',
        'Same work, and memory grows too: restart instances one by one, and open an issue for the leak.',
        'One kind of operation: find what it reads that grows (logs, sessions, indexes), and clean up.',
      ],
    }),
    runbook(slowOperation, {
      meaning:
        'Three findings have this name. `finding="slow-operation"`: a kind of operation has taken twice as long at p95 as all together, over a day. `finding="cold-module-cache"`: of at least 1,000 lookups of a day, less than half were answered from the module cache. `finding="analyser"`: the batch analyser has findings about speed that nobody has read.',
      impact: 'Nobody is in trouble. It is where an hour of work gains most.',
      diagnosis: [
        whichOperations,
        ask(
          'How slow is loading modules?',
          histogramQuantile(
            0.95,
            sum(rate(moduleLoadDuration.bucket, '1h'), { by: ['le', 'module_category'] }),
          ),
          'Seconds at p95 by category. The slowest category gains most from being kept in the cache.',
        ),
        ask(
          'How good is the module cache over a day?',
          divide(
            sum(increase(where(moduleCacheRequests, { result: 'hit' }), '1d')),
            above(sum(increase(moduleCacheRequests, '1d')), 0),
          ),
          'Share of hits. Twice the size of the cache mostly halves the misses; look at the memory first.',
        ),
        ask(
          'Is there memory for a larger cache?',
          avg(where(resourceUtilization, { resource_type: 'memory' })),
          'Per cent. Below 60 there is.',
        ),
        ask(
          'Which findings are unread?',
          above(sum(insightsReady, { by: ['insight_type'] }), 0),
          'Number by kind. They are read in the report of the analyser; reading them sets the number back to 0.',
        ),
      ],
      mitigation: [
        'Slow operation: take a trace of one in Jaeger (the panel links to it), and look where the time goes.',
        'Cold cache: make it twice as large if there is memory; otherwise load at start only what is used daily.',
        'Read the findings of the analyser, and turn each into an issue or dismiss it.',
      ],
    }),
  ],
};
