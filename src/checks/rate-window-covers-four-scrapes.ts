import { secondsOf } from '../model/duration.ts';
import type { CallNode } from '../model/node.ts';
import type { Project } from '../model/project.ts';
import { nameOf } from '../promql/analyse.ts';
import type { Query } from '../queries/query.ts';
import type { Check, Finding } from './check.ts';
import type { Context } from './context.ts';
import { duration } from './words.ts';

const functions = new Set(['delta', 'deriv', 'increase', 'irate', 'predict_linear', 'rate']);

/** A rate needs four samples in its window, so that one failed scrape neither empties nor halves it. */
export const rateWindowCoversFourScrapes: Check = {
  id: 'rate-window-covers-four-scrapes',
  severity: 'error',
  nodes: {
    call: (node, query, context) => (functions.has(node.name) ? look(node, query, context) : undefined),
  },
};

function* look(node: CallNode, query: Query, { analysis, project }: Context): Iterable<Finding> {
  const [range] = node.args;
  if (range?.type !== 'range') return;
  if (range.window === '$__interval') {
    yield {
      at: node,
      message: `${node.name}() over $__interval is empty when the reader zooms in: it may be shorter than a scrape`,
      fix: 'write $__rate_interval',
    };
    return;
  }
  const known = analysis.known(range.of);
  const grafanas = range.window === '$__rate_interval';
  const window = grafanas ? shortestOf(query, project) : secondsOf(range.window);
  if (!known?.interval || Number.isNaN(window) || window >= 4 * known.interval) return;
  const source = known.recordings ? 'recorded' : 'scraped';
  const text = grafanas ? `$__rate_interval may be ${duration(window)}, which` : range.window;
  yield {
    at: node,
    message: `${text} holds fewer than four samples of ${nameOf(range.of)}, which is ${source} every ${duration(known.interval)}`,
    fix: `widen the window to ${duration(4 * known.interval)} or more`,
  };
}

/** The least that Grafana makes of `$__rate_interval`, in seconds: four times the interval of the data source, or of the dashboard. */
function shortestOf({ asker }: Query, { prometheus }: Project): number {
  const resolution = asker.type === 'panel' ? asker.dashboard.resolution : undefined;
  return 4 * secondsOf(resolution ?? prometheus.interval);
}
