import { createHash } from 'node:crypto';
import { coded, plain, Refusal } from '../answer.ts';
import type { Call, Route } from '../call.ts';
import type { AlertmanagerState } from './state.ts';

// What contact points, policies, templates and mute timings have in common.

export const base = '/api/v1/provisioning';

type Verb = 'GET' | 'POST' | 'PUT' | 'DELETE';

/**
 * A route that needs the Alertmanager of the org to be up. Until then it fails: in a fresh org, clients were seen to wait up to
 * two minutes. Policies are not found then; everything else is an error of the server.
 */
export const route = (
  method: Verb,
  path: string,
  handle: Route['handle'],
  whileStarting: 404 | 500 = 500,
): Route => ({
  method,
  path: base + path,
  needs: `alert.provisioning:${method === 'GET' ? 'read' : 'write'}`,
  handle: (call) => {
    const { alertmanager } = call.org;
    if (alertmanager.notReady > 0) {
      alertmanager.notReady--;
      throw new Refusal(
        whileStarting === 404
          ? plain(404, 'no alertmanager configuration present in this organization', 'traced')
          : plain(500, 'alertmanager not ready', 'traced'),
      );
    }
    return handle(call);
  },
});

/** The optimistic version of a template or mute timing: a print of what is in it. */
export const versionOf = (content: unknown): string =>
  createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16);

/** Refuses a version that is not the stored one; none skips the check. */
export function checkVersion({ profile }: Call, stored: unknown, sent: string): void {
  if (profile.optimisticVersions && sent !== '' && sent !== versionOf(stored))
    throw new Refusal(
      coded(409, 'alerting.notifications.conflict', 'The object was changed since this version was read'),
    );
}

/** Every node of a tree of policies. */
export function nodesOf(
  tree: Readonly<Record<string, unknown>>,
): readonly Readonly<Record<string, unknown>>[] {
  const routes = (tree.routes ?? []) as readonly Readonly<Record<string, unknown>>[];
  return [tree, ...routes.flatMap(nodesOf)];
}

/** Names of receivers that there are. */
export const receivers = ({ contactPoints }: AlertmanagerState): ReadonlySet<string> =>
  new Set([...contactPoints.values()].map(({ name }) => name));

/** What a policy or the notification settings of a rule say about mute timings, in either list. */
export const timingsIn = (node: Readonly<Record<string, unknown>>): readonly unknown[] =>
  [node.mute_time_intervals, node.active_time_intervals].flatMap((list) => (Array.isArray(list) ? list : []));
