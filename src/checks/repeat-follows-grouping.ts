import { secondsOf } from '../model/duration.ts';
import { routePath } from '../queries/paths.ts';
import { branches } from '../routing/branches.ts';
import type { Check, Finding } from './check.ts';

/** Notifications are repeated no faster than their group is looked at, and while it is remembered that they were sent. */
export const repeatFollowsGrouping: Check = {
  id: 'repeat-follows-grouping',
  severity: 'error',
  *project({ project: { routing, alertmanager } }): Iterable<Finding> {
    if (!routing) return;
    const remembered = alertmanager ? secondsOf(alertmanager.retention) : Number.POSITIVE_INFINITY;
    for (const { route, path } of branches(routing.root)) {
      if (!route.pace) continue;
      const { groupInterval, repeatInterval } = route.pace;
      const [beat, repeat] = [secondsOf(groupInterval), secondsOf(repeatInterval)];
      if (repeat < beat)
        yield {
          path: routePath(path),
          message: `it is to be repeated every ${repeatInterval}, and a group is looked at every ${groupInterval}`,
          fix: 'make the repeat interval as long as the group interval, or longer',
        };
      if (repeat >= remembered)
        yield {
          path: routePath(path),
          message: `it is to be repeated every ${repeatInterval}, and what was told is forgotten after ${alertmanager?.retention}`,
          fix: 'repeat it sooner, or let platform/alertmanager.ts remember for longer',
        };
    }
  },
};
