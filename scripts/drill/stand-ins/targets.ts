import { randomUUID } from 'node:crypto';
import type { Answer, Post, StandIn } from './http.ts';

/** What automation has done to the systems that it acts on. */
export interface Targets {
  readonly standIns: Readonly<Record<string, StandIn>>;
  /** What the systems were asked to change, in order: `PUT control/v1/controls/circuit-breaker`. */
  readonly changes: readonly string[];
  /** While `true`, they answer every change with an error. */
  broken: boolean;
}

const json = (status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  body: JSON.stringify(value),
  headers: { 'content-type': 'application/json', ...headers },
});

/**
 * Stands in for what automation acts on: the control API of the framework, GitHub, Kubernetes, and PagerDuty and Slack as the
 * automation itself calls them. Each holds a request to what the real one would hold it to: versions that moved, keys, methods.
 */
export function createTargets(): Targets {
  const changes: string[] = [];
  const targets = { changes, broken: false };

  /** Notes what would change something, and fails it while things are broken. */
  const noted =
    (name: string, of: StandIn): StandIn =>
    async (post) => {
      if (post.method === 'GET') return of(post);
      changes.push(`${post.method} ${name}${post.path}`);
      return targets.broken ? json(500, { message: 'out of order' }) : of(post);
    };

  const standIns = {
    control: control(),
    github: github(),
    kubernetes: kubernetes(),
    called: async () => json(202, { status: 'success', dedup_key: randomUUID() }),
    told: async () => ({ status: 200, body: 'ok' }),
  };
  return Object.assign(targets, {
    standIns: Object.fromEntries(Object.entries(standIns).map(([name, of]) => [name, noted(name, of)])),
  });
}

function control(): StandIn {
  const states = new Map<string, { readonly state: unknown; readonly version: number }>();
  return async ({ method, path, headers, body }: Post) => {
    if (method === 'PUT' && path.startsWith('/v1/cache-purges/')) return { status: 204, body: '' };
    if (!path.startsWith('/v1/controls/')) return json(404, { message: 'no such control' });
    const now = states.get(path) ?? { state: { enabled: false }, version: 1 };
    if (method === 'GET') return json(200, { state: now.state }, { etag: `"${now.version}"` });
    if (method !== 'PUT') return json(405, { message: 'GET or PUT' });
    const wanted = headers['if-match'];
    if (wanted && wanted !== `"${now.version}"`) return json(412, { message: 'it has changed' });
    const next = { state: (JSON.parse(body) as { state: unknown }).state, version: now.version + 1 };
    states.set(path, next);
    return json(200, { state: next.state }, { etag: `"${next.version}"` });
  };
}

function github(): StandIn {
  const issues: object[] = [];
  return async ({ method, path, body }) => {
    if (!/^\/repos\/[^/]+\/[^/]+\/issues(\?|$)/.test(path)) return json(404, { message: 'Not Found' });
    if (method === 'GET') return json(200, issues);
    const issue = { number: issues.length + 1, ...(JSON.parse(body) as object) };
    issues.push(issue);
    return json(201, issue);
  };
}

function kubernetes(): StandIn {
  let version = 1;
  let replicas = 3;
  const scale = () => json(200, { metadata: { resourceVersion: String(version) }, spec: { replicas } });
  return async ({ method, body }) => {
    if (method !== 'PATCH') return scale();
    const asked = JSON.parse(body) as {
      readonly metadata?: { readonly resourceVersion?: string };
      readonly spec: { readonly replicas: number };
    };
    if (asked.metadata?.resourceVersion !== String(version)) return json(409, { reason: 'Conflict' });
    version += 1;
    replicas = asked.spec.replicas;
    return scale();
  };
}
