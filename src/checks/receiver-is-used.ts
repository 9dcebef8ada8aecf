import { receiverPath } from '../queries/paths.ts';
import { branches } from '../routing/branches.ts';
import type { Check, Finding } from './check.ts';

/** Every receiver that is declared is one that a route tells. */
export const receiverIsUsed: Check = {
  id: 'receiver-is-used',
  severity: 'warning',
  *project({ project: { routing } }): Iterable<Finding> {
    if (!routing) return;
    const told = new Set([...branches(routing.root)].map(({ receiver }) => receiver.name));
    for (const receiver of routing.receivers)
      if (!told.has(receiver.name))
        yield {
          path: receiverPath(receiver),
          message: `no route tells the receiver ${receiver.name}`,
          fix: 'route something to it, or remove it',
        };
  },
};
