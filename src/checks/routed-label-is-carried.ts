import { inhibitionPath, routePath } from '../queries/paths.ts';
import { branches } from '../routing/branches.ts';
import { carriedByAny } from './carried.ts';
import type { Check, Finding } from './check.ts';
import { nearest } from './nearest.ts';

/** A label by which alerts are grouped, or in which two must agree for one to silence the other, is on some alert. */
export const routedLabelIsCarried: Check = {
  id: 'routed-label-is-carried',
  severity: 'error',
  *project(context): Iterable<Finding> {
    const { routing } = context.project;
    const carried = routing && carriedByAny(context);
    if (!carried) return;
    const names = Object.keys(carried);
    const fix = (label: string) => {
      const meant = nearest(label, names);
      return meant ? `write ${meant}` : 'choose a label that alerts have, or put it on them';
    };
    for (const { route, path } of branches(routing.root))
      for (const label of route.groupBy ?? [])
        if (!(label in carried))
          yield {
            path: routePath(path),
            message: `alerts are grouped by ${label}, which none of them has, so that it keeps none apart`,
            fix: fix(label),
          };
    for (const [index, { equal }] of routing.inhibitions.entries())
      for (const label of equal)
        if (!(label in carried))
          yield {
            path: inhibitionPath(index),
            message: `alerts must agree in ${label}, which none of them has, and in what both lack they agree`,
            fix: fix(label),
          };
  },
};
