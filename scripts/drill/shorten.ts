import type { Project } from '../../src/model/project.ts';
import type { Pace, Route } from '../../src/model/routing.ts';
import type { Rule } from '../../src/model/rule.ts';
import { shortenDuration, shortenQuery } from './shorten-query.ts';

/**
 * A project in which everything that takes time takes a `factor`-th of it: windows, `for`, intervals, how patient routes are. It
 * watches a world whose clock runs as much faster, so no threshold changes. Two things are not shortened: how long a scrape may
 * take, which is a matter of the machine, and hours in which nobody is told, which are left out.
 */
export function shorten(project: Project, factor: number): Project {
  const length = (duration: string): string => shortenDuration(duration, factor);
  const { prometheus, routing, alertmanager } = project;

  const pace = (of: Pace): Pace => ({
    groupWait: length(of.groupWait),
    groupInterval: length(of.groupInterval),
    repeatInterval: length(of.repeatInterval),
  });
  const route = (of: Route): Route => ({
    ...of,
    ...(of.pace && { pace: pace(of.pace) }),
    mute: [],
    routes: of.routes.map(route),
  });
  const rule = (of: Rule): Rule => {
    const query = { ...of.query, node: shortenQuery(of.query.node, factor) };
    if (of.type === 'record') return { ...of, query };
    return {
      ...of,
      query,
      ...(of.for && { for: length(of.for) }),
      ...(of.keepFiringFor && { keepFiringFor: length(of.keepFiringFor) }),
    };
  };

  return {
    ...project,
    rules: project.rules.map((file) => ({
      ...file,
      groups: file.groups.map((group) => ({
        ...group,
        interval: length(group.interval),
        rules: group.rules.map(rule),
      })),
    })),
    prometheus: {
      ...prometheus,
      interval: length(prometheus.interval),
      // As long as there is until the next one, which is all that Prometheus allows.
      timeout: length(prometheus.interval),
      evaluation: length(prometheus.evaluation),
      jobs: prometheus.jobs.map((job) => ({ ...job, interval: length(job.interval) })),
      flags: [
        ...prometheus.flags.filter((flag) => !flag.startsWith('--storage.tsdb.retention')),
        // Prometheus' own patience: how far it looks back for a sample, and how often it repeats an alert.
        `--query.lookback-delta=${length('5m')}`,
        `--rules.alert.resend-delay=${length('1m')}`,
      ],
    },
    ...(routing && {
      routing: {
        ...routing,
        root: { ...route(routing.root), receiver: routing.root.receiver, pace: pace(routing.root.pace) },
      },
    }),
    ...(alertmanager && {
      alertmanager: { ...alertmanager, resolveTimeout: length(alertmanager.resolveTimeout) },
    }),
  };
}
