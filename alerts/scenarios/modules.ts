import { ends, feed, fires, grow, hold, quiet, records, type ScenarioFile, scenario } from '#lib';
import { documentationCoverage, moduleDelegations, moduleLoads } from '../../catalog/modules.ts';
import {
  delegationFailing,
  delegationFailureRatio,
  documentationGap,
  loadFailing,
  loadFailureRatio,
  loads,
  unusedModules,
  usageInsight,
} from '../modules.ts';
import { here } from './here.ts';
import { insightScenarios } from './insights.ts';
import { shareScenarios } from './shares.ts';

const docs = { ...here, module_category: 'security' } as const;

/** What the rules about modules must do. */
export const modules: ScenarioFile = {
  name: 'modules',
  scenarios: [
    ...shareScenarios({
      alert: delegationFailing,
      what: 'delegations fail',
      of: moduleDelegations,
      bad: { source_command: 'task', target_module: 'tdd', status: 'failure' },
      good: { source_command: 'task', target_module: 'tdd', status: 'fallback' },
      share: delegationFailureRatio,
      window: '1m',
      beside: [{ source_command: 'task', target_module: 'tdd', status: 'fallback' }, 3],
      limit: [60, 60],
      well: '5m',
      at: '5m45s',
      summary: '52.5% of delegations to modules fail.',
      fewest: 5,
      fewestSummary: '100% of delegations to modules fail.',
    }),
    ...shareScenarios({
      alert: loadFailing,
      what: 'loads fail',
      of: moduleLoads,
      bad: { module: 'tdd', status: 'failure' },
      good: { module: 'tdd', status: 'success' },
      share: loadFailureRatio,
      window: '5m',
      beside: [{ module: 'tdd', status: 'success' }, 10],
      limit: [60, 180],
      well: '10m',
      at: '14m45s',
      summary: '26.25% of module loads fail.',
      fewest: 5,
      fewestSummary: '100% of module loads fail.',
    }),
    scenario('a category of which less than four fifths are documented for an hour is a gap', {
      every: '5m',
      given: [
        feed(documentationCoverage, { ...docs, instance: 'a' }, hold(80, '2h'), hold(79.5)),
        feed(documentationCoverage, { ...docs, instance: 'b' }, hold(90)),
      ],
      expect: [
        fires(documentationGap, '3h', {
          labels: docs,
          summary: 'Only 79.5 % of the modules for security are documented.',
        }),
      ],
    }),
    scenario('a gap that is closed within the hour is none', {
      every: '5m',
      given: [feed(documentationCoverage, docs, hold(50, '1h'), hold(90))],
      expect: [quiet(documentationGap, '4h')],
    }),
    scenario('a module that is loaded and never delegated to in a week is told of', {
      every: '5m',
      given: [
        feed(moduleLoads, { ...here, module: 'tdd', status: 'success' }, grow(1)),
        feed(moduleLoads, { ...here, module: 'code-quality', status: 'success' }, grow(1)),
        feed(moduleLoads, { ...here, module: 'security-review', status: 'success' }, hold(3)),
        feed(moduleDelegations, { ...here, target_module: 'tdd', status: 'success' }, grow(1)),
        feed(
          moduleDelegations,
          { ...here, target_module: 'code-quality', status: 'success' },
          grow(1, '1d'),
          hold(1440),
        ),
      ],
      expect: [
        fires(unusedModules, '193h5m', {
          labels: here,
          summary: '1 modules were loaded in the last 7 days, and no command ever delegated to them.',
        }),
      ],
    }),
    scenario('and one that was not even loaded in a week is told of no more', {
      every: '5m',
      given: [feed(loads, { ...here, module: 'tdd' }, hold(1, '1h'), hold(0))],
      expect: [ends(unusedModules, '169h')],
    }),
    scenario('loads are those of five minutes', {
      given: [
        feed(moduleLoads, { ...here, module: 'tdd', status: 'success' }, hold(0, '10m'), grow(60)),
        feed(moduleLoads, { ...here, module: 'tdd', status: 'failure' }, hold(0, '10m'), grow(60)),
      ],
      expect: [records(loads, '12m15s', { ...here, module: 'tdd' }, 1)],
    }),
    ...insightScenarios(usageInsight, 'module_usage', 'the use of modules'),
  ],
};
