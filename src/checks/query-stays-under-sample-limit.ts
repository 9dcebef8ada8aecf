import { secondsOf } from '../model/duration.ts';
import { nameOf } from '../promql/analyse.ts';
import type { Check, Finding } from './check.ts';
import { duration } from './words.ts';

/** What a query of promtool's rule tests may load. */
const limit = 10_000;
const count = (samples: number): string => Math.round(samples).toLocaleString('en-US');

/** No rule reads more than 10,000 samples of one series each time it runs. */
export const queryStaysUnderSampleLimit: Check = {
  id: 'query-stays-under-sample-limit',
  severity: 'warning',
  nodes: {
    *range(node, query, { analysis }): Iterable<Finding> {
      if (query.asker.type !== 'rule') return;
      const interval = analysis.known(node.of)?.interval;
      const samples = interval ? secondsOf(node.window) / interval : 0;
      if (samples > limit)
        yield {
          at: node,
          message: `${node.window} of ${nameOf(node.of)} is ${count(samples)} samples of each series`,
          fix: 'record an aggregate of it every 5m, and read that over the long window',
        };
    },
    *subquery(node, query, { project }): Iterable<Finding> {
      if (query.asker.type !== 'rule') return;
      const step = secondsOf(node.step || project.prometheus.evaluation);
      const samples = secondsOf(node.window) / step;
      if (samples > limit)
        yield {
          at: node,
          message: `[${node.window}:${node.step}] evaluates its expression ${count(samples)} times`,
          fix: `record the expression and read the recording, or take a step of ${duration(secondsOf(node.window) / 1000)}`,
        };
    },
  },
};
