import type { Route } from '../model/routing.ts';
import { matcherText, routePath } from '../queries/paths.ts';
import { branches } from '../routing/branches.ts';
import { branchesFor } from '../routing/evaluate.ts';
import { matchesAll } from '../routing/matches.ts';
import { situations } from '../routing/situations.ts';
import type { Check, Finding } from './check.ts';
import { list } from './words.ts';

/** Every route can have an alert: no earlier one takes all of them, and its matchers do not rule each other out. */
export const routeIsReachable: Check = {
  id: 'route-is-reachable',
  severity: 'error',
  *project({ project: { routing } }): Iterable<Finding> {
    if (!routing) return;
    const all = [...branches(routing.root)];
    const tried = situations(
      all.flatMap(({ route }) => route.matchers),
      routing.labels,
    );
    if (!tried) return;
    const reached = new Set<Route>();
    const ends = tried.map((labels) => {
      const found = branchesFor(routing.root, labels) ?? [];
      for (const { path } of found) for (const route of path) reached.add(route);
      return found;
    });
    for (const { route, path } of all) {
      // What cannot be reached hides all that is below it.
      if (reached.has(route) || !reached.has(path.at(-2) ?? routing.root)) continue;
      const wanted = tried.flatMap((labels, index) =>
        path.every(({ matchers }) => matchesAll(matchers, labels)) ? [ends[index] ?? []] : [],
      );
      const takers = new Set(wanted.flat().map((one) => nameOf(one.path[path.length - 1])));
      yield {
        path: routePath(path),
        message:
          wanted.length === 0
            ? 'its matchers rule each other out: no alert gets here'
            : `no alert gets here: ${list([...takers].filter(Boolean))} before it ${takers.size > 1 ? 'take' : 'takes'} them all`,
        fix:
          wanted.length === 0
            ? 'correct the matchers'
            : 'move it up, let those before it continue, or remove it',
      };
    }
  },
};

const nameOf = (route: Route | undefined): string => route?.matchers.map(matcherText).join(' ') ?? '';
