import {
  githubIssuesCreated,
  githubOperationDuration,
  githubOperations,
  githubRateLimitRemaining,
} from '../../../catalog/github.ts';
import type { Part, World } from '../world.ts';

const calls = {
  webhook: 30,
  commit: 20,
  issue_update: 16,
  comment: 14,
  issue_create: 8,
  pull_request: 7,
  branch: 5,
} as const;

const limits = { core: 5000, search: 1800, graphql: 5000 } as const;

/** Calls to GitHub, the issues they make, and what is left of the rate limits. */
export function github(world: World): Part {
  const { random } = world;
  return ({ clock, slowness, commands }) => {
    for (const { type, complexity } of commands) {
      for (let at = random.poisson(type === 'query' ? 0.1 : 0.9); at > 0; at--) {
        const operation = random.weighted(calls);
        const trouble = world.trouble.get('github_integration') ?? 1;
        const outcome = world.strikes(world.conditions.githubFailures)
          ? 'failure'
          : random.weighted({ success: 99, failure: 0.6 * trouble, rate_limited: 0.25 });
        world.of(githubOperations).inc({ operation, outcome });
        world.of(githubOperationDuration).observe({ operation }, random.lognormal(0.19 * slowness, 0.5));
        if (operation !== 'issue_create' || outcome !== 'success') continue;
        const issue = random.weighted({ task: 50, bug: 20, feature: 15, session: 10, epic: 4, incident: 1 });
        const auto = random.chance(0.6) ? 'true' : 'false';
        world.of(githubIssuesCreated).inc({ issue_type: issue, complexity, auto_created: auto });
      }
    }
    for (const [resource, limit] of Object.entries(limits)) {
      // The window of a limit is an hour: the calls left fall through it and jump back.
      const used = ((clock % 3600) / 3600) * limit * (resource === 'core' ? 0.55 : 0.2);
      world
        .of(githubRateLimitRemaining)
        .set({ resource: resource as keyof typeof limits }, Math.round(limit - used));
    }
  };
}
