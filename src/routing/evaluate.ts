import type { Route } from '../model/routing.ts';
import { type Branch, inherited } from './branches.ts';
import { type AlertLabels, matchesAll } from './matches.ts';

/**
 * The branches at which an alert ends, in the order in which Alertmanager finds them: the first child that matches has it,
 * those after it only where that child goes on, and the parent where no child matches. `undefined` where that depends on an
 * expression that only RE2 can read.
 */
export function branchesFor(root: Route, labels: AlertLabels): readonly Branch[] | undefined {
  const found: Branch[] = [];
  return descend(root, [], labels, found) === undefined ? undefined : found;
}

/** The names of the receivers that hear of an alert. One that several branches lead to is named for each. */
export const receiversFor = (root: Route, labels: AlertLabels): readonly string[] | undefined =>
  branchesFor(root, labels)?.map(({ receiver }) => receiver.name);

function descend(
  route: Route,
  above: readonly Route[],
  labels: AlertLabels,
  found: Branch[],
): boolean | undefined {
  const enters = matchesAll(route.matchers, labels);
  if (!enters) return enters;
  const path = [...above, route];
  let taken = false;
  for (const child of route.routes) {
    const went = descend(child, path, labels, found);
    if (went === undefined) return undefined;
    taken ||= went;
    if (went && !child.continue) break;
  }
  const receiver = inherited(path, (one) => one.receiver);
  if (!taken && receiver) found.push({ route, path, receiver });
  return true;
}
