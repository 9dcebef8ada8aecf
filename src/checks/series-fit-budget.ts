import { type Job, seriesPerSet } from '../model/metric.ts';
import { sampleLimit } from '../model/prometheus.ts';
import { jobPath, metricPath } from '../queries/paths.ts';
import type { Check, Finding } from './check.ts';

const count = (series: number): string => series.toLocaleString('en-US');

/** Label sets that a process exposes from the start fit the metric's budget, and the budgets of a job fit a scrape. */
export const seriesFitBudget: Check = {
  id: 'series-fit-budget',
  severity: 'error',
  *project({ project }): Iterable<Finding> {
    const jobs = new Map<Job, number>();
    for (const metric of project.metrics) {
      const path = metricPath(project, metric);
      const closed = Object.values(metric.declared).filter((label) => label.closed);
      const sets = closed.reduce((product, label) => product * Math.max(1, label.values.length), 1);
      // Closed label sets are created at zero when the process starts: these are not "at most", they are there.
      if (sets > metric.budget)
        yield {
          path,
          message: `the closed labels alone make ${count(sets)} label sets, and the budget is ${count(metric.budget)}`,
          fix: 'raise the budget, or drop a label',
        };
      for (const [label, spec] of Object.entries(metric.declared))
        if (spec.closed && spec.budget < spec.values.length)
          yield {
            path,
            message: `the label ${label} has ${spec.values.length} values and a budget of ${spec.budget}`,
            fix: `raise the label's budget to ${spec.values.length}`,
          };
      jobs.set(metric.job, (jobs.get(metric.job) ?? 0) + metric.budget * seriesPerSet(metric));
    }
    for (const [job, series] of jobs)
      if (series > sampleLimit)
        yield {
          path: jobPath(job),
          severity: 'warning',
          message: `one target of the job may expose ${count(series)} series, and a scrape of more than ${count(sampleLimit)} samples is dropped whole`,
          fix: 'lower the budgets of its metrics, or remove labels and buckets',
        };
  },
};
