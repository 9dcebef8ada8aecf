import {
  above,
  ask,
  bottomk,
  divide,
  histogramQuantile,
  increase,
  min,
  type RunbookFile,
  rate,
  runbook,
  sort,
  sum,
  topk,
  where,
} from '#lib';
import { insightsReady } from '../../catalog/capacity.ts';
import {
  documentationCoverage,
  documentationMissing,
  moduleCacheRequests,
  moduleDelegations,
  moduleLoadDuration,
  moduleLoads,
} from '../../catalog/modules.ts';
import { delegationFailing, documentationGap, loadFailing, unusedModules } from '../modules.ts';
import { whatWasDeployed, whichErrors } from './questions.ts';
import { afterDeployment } from './steps.ts';

const whichLoadsFail = ask(
  'Which modules do not load?',
  topk(10, above(sum(increase(where(moduleLoads, { status: 'failure' }), '10m'), { by: ['module'] }), 0)),
  'Failed loads of ten minutes. One module: its file or what it needs. All of them: the disk, the path, or their configuration.',
);

const onOneInstance = ask(
  'On which instances?',
  above(sum(increase(where(moduleLoads, { status: 'failure' }), '10m'), { by: ['instance'] }), 0),
  'One instance alone has a broken disk or an incomplete deployment: replace it.',
);

/** Runbooks of this subject. */
export const modules: RunbookFile = {
  name: 'modules',
  runbooks: [
    runbook(delegationFailing, {
      meaning:
        'More than half of the delegations of the last minute failed. A command hands its work to a module by a delegation; one that a fallback answered counts as done. A minute is short: it fires at once, and ends as quickly.',
      impact:
        'Commands are accepted and then fail, or answer without the work of the module. [FrameworkCommandFailureRateCritical](FrameworkCommandFailureRateCritical.md) follows within minutes.',
      diagnosis: [
        ask(
          'Which modules are not reached?',
          topk(
            10,
            divide(
              sum(rate(where(moduleDelegations, { status: 'failure' }), '5m'), { by: ['target_module'] }),
              above(sum(rate(moduleDelegations, '5m'), { by: ['target_module'] }), 0),
            ),
          ),
          'Share of failed delegations. One module at 1: that module. All at the same share: the delegator, or an instance.',
        ),
        ask(
          'Do fallbacks take over?',
          sum(rate(moduleDelegations, '5m'), { by: ['status'] }),
          'Delegations per second. `fallback` at 0 while `failure` is high: the module has no fallback, or the fallback does not load either.',
        ),
        whichLoadsFail,
        whichErrors,
        whatWasDeployed,
      ],
      mitigation: [
        afterDeployment,
        'One module: route its commands to a fallback, or turn those commands off.',
        'All modules on one instance: take the instance out.',
        'Modules that do not load: see [FrameworkModuleLoadFailuresHigh](FrameworkModuleLoadFailuresHigh.md).',
      ],
      responses: ['high_error_rate'],
    }),
    runbook(loadFailing, {
      meaning:
        'More than a quarter of the module loads of five minutes failed, and at least five did. Loads from the cache count as loads, so what really reaches the disk fails more often than that.',
      impact:
        'Commands whose module is in memory go on; the first use of any other fails. After a restart, when nothing is in memory yet, everything does.',
      diagnosis: [
        whichLoadsFail,
        onOneInstance,
        ask(
          'How long do loads take?',
          histogramQuantile(
            0.95,
            sum(rate(moduleLoadDuration.bucket, '5m'), { by: ['le', 'module_category'] }),
          ),
          'Seconds at p95; 0.25 is slow, 5 is the most that can be seen here. Slow and failing: the disk. Fast and failing: the file is missing or does not parse.',
        ),
        whichErrors,
        whatWasDeployed,
      ],
      mitigation: [
        'Do not restart instances that still work: their modules are in memory.',
        'A file is missing or does not parse: restore it from the last release, or roll the release back.',
        'The disk is full or slow: make room; see the panel Resource utilisation.',
        'The breaker `module-loader` is open: it closes by itself once loads work.',
      ],
    }),
    runbook(documentationGap, {
      meaning:
        'For an hour less than 80 % of the public surface of a category of modules has been documented. Mostly something new came in without its description.',
      impact: 'Nobody is blocked. Users of that category find no help, and ask support.',
      diagnosis: [
        ask(
          'Which categories, and how far?',
          sort(min(documentationCoverage, { by: ['module_category'] })),
          'Per cent, the worst first.',
        ),
        ask(
          'How many items are that?',
          topk(5, documentationMissing),
          'Items without a description. Few items in a small category are an hour of work.',
        ),
        whatWasDeployed,
      ],
      mitigation: [
        'Ask the author of the newest version for the missing descriptions.',
        'Open an issue for the category with the number of items, if it cannot be done today.',
        'If the items are not meant for users, mark them as internal: they then do not count.',
      ],
    }),
    runbook(unusedModules, {
      meaning:
        'Two findings have this name. `finding="unused-modules"`: modules were loaded in the last seven days and no command ever delegated to them. `finding="analyser"`: the batch analyser has findings about the use of modules that nobody has read.',
      impact: 'None for users. Such modules cost memory, and time at every start.',
      diagnosis: [
        ask(
          'Which modules are loaded most?',
          topk(20, sum(increase(moduleLoads, '1d'), { by: ['module'] })),
          'Loads of a day. Compare with the list below: what is here and not there is unused.',
        ),
        ask(
          'Which modules get the least work?',
          bottomk(20, sum(increase(moduleDelegations, '1d'), { by: ['target_module'] })),
          'Delegations of a day, fewest first.',
        ),
        ask(
          'How good is the module cache?',
          divide(
            sum(rate(where(moduleCacheRequests, { result: 'hit' }), '1h')),
            above(sum(rate(moduleCacheRequests, '1h')), 0),
          ),
          'Share of hits. Below a half, modules that nobody needs push out those that somebody does.',
        ),
        ask(
          'Which findings are unread?',
          above(sum(insightsReady, { by: ['insight_type'] }), 0),
          'Number by kind. They are read in the report of the analyser; reading them sets the number back to 0.',
        ),
      ],
      mitigation: [
        'Take an unused module off the list of those that are loaded at start; it is then loaded when a command asks for it.',
        'Remove it with the next release if nobody has asked for it in a month.',
        'A module that should be used and is not: look whether the routes of its commands name it.',
      ],
    }),
  ],
};
