import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Json } from '../../../alerts/responses.ts';
import { canonical } from '../../../services/responder/canonical.ts';

/** A request as a target saw it. */
export interface Seen {
  readonly target: 'control' | 'github' | 'slack' | 'pagerduty' | 'kubernetes';
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

/** What a target answers: after it did it, unless told to fail before. */
type Answer = { readonly status: number; readonly body?: unknown; readonly headers?: Record<string, string> };

/** What goes wrong with a request: nothing when absent. */
export type Trouble =
  | { readonly instead: Answer }
  /** It is done, and the answer never comes. */
  | 'done-but-silent'
  /** It is not done, and the answer never comes. */
  | 'silent'
  | undefined;

/** The systems that actions work on, all in one server on loopback, with what they hold. */
export interface Targets {
  readonly url: string;
  readonly seen: Seen[];
  /** Asked before each request is dealt with. */
  trouble: (seen: Seen) => Trouble | Promise<Trouble>;
  /** Told after each request was dealt with, before its answer goes out. */
  dealt: (seen: Seen) => void | Promise<void>;
  readonly controls: Map<string, { state: Json; version: number }>;
  /** Every change of a state, in order. */
  readonly changes: string[];
  readonly purges: Map<string, Json>;
  readonly issues: { number: number; title: string; body: string; labels: string[]; updated_at: string }[];
  readonly messages: { channel: string; text: string; key: string }[];
  /** By dedup key: how often it was triggered anew, and how often resolved. */
  readonly pages: Map<string, { open: boolean; triggered: number; resolved: number; key: string }>;
  readonly deployment: { replicas: number; version: number };
  close(): Promise<void>;
}

/** The variables by which a responder finds them. */
export const variablesOf = ({ url }: Targets): Readonly<Record<string, string>> => ({
  CONTROL_URL: `${url}/control`,
  CONTROL_TOKEN: 'control-secret',
  GITHUB_URL: `${url}/github`,
  GITHUB_REPOSITORY: 'example/framework',
  GITHUB_TOKEN: 'github-secret',
  SLACK_WEBHOOK: `${url}/slack/services/T0/B0/secret`,
  PAGERDUTY_URL: `${url}/pagerduty`,
  PAGERDUTY_LEVEL_1_KEY: 'level-1-key',
  PAGERDUTY_LEVEL_2_KEY: 'level-2-key',
  PAGERDUTY_LEVEL_3_KEY: 'level-3-key',
  PAGERDUTY_INFRASTRUCTURE_KEY: 'infrastructure-key',
  PAGERDUTY_EXECUTIVE_KEY: 'executive-key',
  KUBERNETES_URL: `${url}/kubernetes`,
  KUBERNETES_TOKEN: 'kubernetes-secret',
});

/** Starts them: a framework at rest, no issue, nobody called, a deployment of three pods. */
export async function startTargets(): Promise<Targets> {
  const rest = (state: Json) => ({ state, version: 1 });
  const targets = {
    seen: [] as Seen[],
    trouble: (): Trouble => undefined,
    dealt: () => {},
    controls: new Map([
      ['circuit-breaker', rest({ enabled: false })],
      ['fallback-modules', rest({ enabled: false })],
      ['auto-scaling', rest({ enabled: false })],
      ['module-cache', rest({ policy: 'normal' })],
      ['quality-gates', rest({ scope: 'full' })],
      ['request-throttling', rest({ enabled: false })],
    ]),
    changes: [] as string[],
    purges: new Map<string, Json>(),
    issues: [] as Targets['issues'],
    messages: [] as Targets['messages'],
    pages: new Map() as Targets['pages'],
    deployment: { replicas: 3, version: 100 },
  };
  const whole = targets as unknown as Targets & { url: string };
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const piece of request.setEncoding('utf8')) text += piece;
    const [, target = '', ...rest] = (request.url ?? '').split('/');
    const seen: Seen = {
      target: target as Seen['target'],
      method: request.method ?? '',
      path: `/${rest.join('/')}`,
      headers: request.headers,
      body: text ? JSON.parse(text) : undefined,
    };
    targets.seen.push(seen);
    const trouble = await whole.trouble(seen);
    if (trouble === 'silent') return;
    const answer = typeof trouble === 'object' ? trouble.instead : deal[seen.target](whole, seen);
    await whole.dealt(seen);
    if (trouble === 'done-but-silent') return;
    const body = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? '');
    response.writeHead(answer.status, answer.headers).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  whole.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  whole.close = () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return whole;
}

type Deal = (targets: Targets, seen: Seen) => Answer;

/** Our own contract with the framework: states under names, ETags, purges by key. */
const control: Deal = (targets, { method, path, headers, body }) => {
  if (headers.authorization !== 'Bearer control-secret') return { status: 401 };
  const purge = /^\/v1\/cache-purges\/(\w+)$/.exec(path)?.[1];
  if (purge && method === 'PUT') {
    if (!targets.purges.has(purge)) targets.changes.push('caches purged');
    targets.purges.set(purge, (body as { caches: Json }).caches);
    return { status: 200 };
  }
  const name = /^\/v1\/controls\/([\w-]+)$/.exec(path)?.[1] ?? '';
  const control = targets.controls.get(name);
  if (!control) return { status: 404, body: { error: 'no such control' } };
  const etag = `"${control.version}"`;
  if (method === 'PUT') {
    if (!headers['idempotency-key']) return { status: 400, body: { error: 'Idempotency-Key is wanted' } };
    if (headers['if-match'] && headers['if-match'] !== etag) return { status: 412 };
    const { state } = body as { state: Json };
    if (canonical(state) !== canonical(control.state)) {
      targets.changes.push(`${name} ${canonical(state)}`);
      targets.controls.set(name, { state, version: control.version + 1 });
    }
  }
  const now = targets.controls.get(name) as { state: Json; version: number };
  return { status: 200, body: { state: now.state }, headers: { etag: `"${now.version}"` } };
};

/** GitHub's REST API: issues of one repository. It refuses who does not say what program it is. */
const github: Deal = (targets, { method, path, headers, body }) => {
  if (!headers['user-agent']) return { status: 403, body: { message: 'Request forbidden' } };
  if (headers.authorization !== 'Bearer github-secret')
    return { status: 401, body: { message: 'Bad credentials' } };
  const { pathname, searchParams } = new URL(path, 'http://github');
  if (pathname !== '/repos/example/framework/issues') return { status: 404, body: { message: 'Not Found' } };
  if (method === 'POST') {
    const { title, body: text, labels } = body as { title?: string; body: string; labels: string[] };
    if (!title) return { status: 422, body: { message: 'Validation Failed' } };
    const issue = {
      number: targets.issues.length + 1,
      title,
      body: text,
      labels,
      updated_at: new Date().toISOString(),
    };
    targets.issues.push(issue);
    return { status: 201, body: issue };
  }
  const labels = searchParams.get('labels')?.split(',') ?? [];
  const since = searchParams.get('since') ?? '';
  const size = Number(searchParams.get('per_page') ?? 30);
  const at = (Number(searchParams.get('page') ?? 1) - 1) * size;
  const found = targets.issues
    .filter((issue) => issue.updated_at >= since && labels.every((label) => issue.labels.includes(label)))
    .reverse();
  return { status: 200, body: found.slice(at, at + size) };
};

/** An incoming webhook of Slack, which answers with a word. */
const slack: Deal = (targets, { method, path, headers, body }) => {
  if (method !== 'POST' || path !== '/services/T0/B0/secret') return { status: 404, body: 'no_service' };
  const { channel, text } = body as { channel: string; text?: string };
  if (!text) return { status: 400, body: 'no_text' };
  targets.messages.push({ channel, text, key: String(headers['idempotency-key']) });
  return { status: 200, body: 'ok' };
};

/** PagerDuty's Events API v2: what has the dedup key of an open page is that page. */
const pagerduty: Deal = (targets, { method, path, headers, body }) => {
  if (method !== 'POST' || path !== '/v2/enqueue') return { status: 404 };
  const event = body as {
    routing_key?: string;
    event_action?: string;
    dedup_key: string;
    payload?: { summary?: string; source?: string; severity?: string };
  };
  const { summary, source, severity = '' } = event.payload ?? {};
  const isWhole =
    event.event_action === 'resolve' ||
    (summary && source && ['critical', 'error', 'warning', 'info'].includes(severity));
  if (!event.routing_key?.endsWith('-key') || !isWhole)
    return { status: 400, body: { status: 'invalid event', message: 'Event object is invalid' } };
  const page = targets.pages.get(event.dedup_key) ?? { open: false, triggered: 0, resolved: 0, key: '' };
  page.key = event.routing_key;
  if (event.event_action === 'trigger' && !page.open) page.triggered++;
  if (event.event_action === 'resolve' && page.open) page.resolved++;
  page.open = event.event_action === 'trigger';
  targets.pages.set(event.dedup_key, page);
  targets.changes.push(`${event.event_action} ${event.dedup_key} ${headers['idempotency-key']}`);
  return { status: 202, body: { status: 'success', message: 'Event processed', dedup_key: event.dedup_key } };
};

/** The scale of a Deployment, with what the API server insists on: the type of a patch, and the version it is meant for. */
const kubernetes: Deal = (targets, { method, path, headers, body }) => {
  const status = (code: number, reason: string) => ({
    status: code,
    body: { kind: 'Status', apiVersion: 'v1', status: 'Failure', reason, code },
  });
  if (headers.authorization !== 'Bearer kubernetes-secret') return status(401, 'Unauthorized');
  if (path !== '/apis/apps/v1/namespaces/claude-framework/deployments/framework/scale')
    return status(404, 'NotFound');
  const { deployment } = targets;
  if (method === 'PATCH') {
    if (headers['content-type'] !== 'application/merge-patch+json')
      return status(415, 'UnsupportedMediaType');
    const { metadata, spec } = body as {
      metadata?: { resourceVersion?: string };
      spec: { replicas: number };
    };
    if (metadata?.resourceVersion && metadata.resourceVersion !== String(deployment.version))
      return status(409, 'Conflict');
    if (spec.replicas !== deployment.replicas) {
      deployment.replicas = spec.replicas;
      deployment.version++;
      targets.changes.push(`scaled to ${spec.replicas}`);
    }
  }
  return {
    status: 200,
    body: {
      kind: 'Scale',
      apiVersion: 'autoscaling/v1',
      metadata: { name: 'framework', resourceVersion: String(deployment.version) },
      spec: { replicas: deployment.replicas },
    },
  };
};

const deal: Readonly<Record<Seen['target'], Deal>> = { control, github, slack, pagerduty, kubernetes };
