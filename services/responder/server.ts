import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { z } from 'zod';
import { NotStored } from './database.ts';
import type { Desk } from './desk.ts';
import { isAuthorized, Refused, readBody } from './door.ts';
import type { Kind, Received } from './intake.ts';
import type { ResponderMetrics } from './tell-metrics.ts';
import { type Delivery, readDelivery } from './webhook.ts';

/** What the server hands requests to. */
export interface Inside {
  readonly token: string;
  /** Without one, nobody can acknowledge or approve. */
  readonly operatorToken: string | undefined;
  readonly desk: Desk;
  readonly metrics: ResponderMetrics;
  /** Answers when it is on the disk. */
  take(kind: Kind, delivery: Delivery): Promise<Received>;
  health(): Promise<Health>;
}

/** How a responder is. */
export interface Health {
  readonly healthy: boolean;
  /** Seconds for which the oldest task that is due has waited. */
  readonly queueAge: number;
  readonly queued: number;
  readonly problem?: string;
}

interface Reply {
  readonly status: number;
  readonly body: unknown;
}

const ok = (body: unknown): Reply => ({ status: 200, body });
const by = z.string().trim().min(1).max(200);
const saidBy = z.object({ by });
const reviewed = z.object({
  by,
  alertname: z.string().min(1).max(200),
  verdict: z.enum(['true_positive', 'false_positive']),
});

/** Lets a server answer. 2xx: it is on the disk. 5xx: send it again. 4xx: it would be refused again. */
export function answerAt(server: Server, inside: Inside): void {
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    void answer(inside, request)
      .catch(refusal)
      .then(({ status, body, headers }: Reply & { headers?: Readonly<Record<string, string>> }) => {
        const isText = typeof body === 'string';
        const type = isText ? inside.metrics.contentType : 'application/json; charset=utf-8';
        response
          .writeHead(status, { 'content-type': type, ...headers })
          .end(isText ? body : `${JSON.stringify(body)}\n`);
        // What is left of a body that was refused is not read.
        if (status === 413) response.on('finish', () => request.destroy());
      });
  });
  // A connection that sends nothing sensible is none of ours to report.
  server.on('clientError', (_, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n');
  });
}

function refusal(error: unknown): Reply & { headers?: Readonly<Record<string, string>> } {
  if (error instanceof Refused)
    return { status: error.status, body: { error: error.message }, headers: error.headers };
  if (error instanceof NotStored)
    return {
      status: 503,
      body: { error: error.message, why: error.detail.why },
      headers: { 'retry-after': '5' },
    };
  process.stderr.write(`error: ${error instanceof Error ? error.stack : error}\n`);
  return { status: 500, body: { error: 'a fault in the responder: its own output tells more' } };
}

async function answer(inside: Inside, request: IncomingMessage): Promise<Reply> {
  const path = (request.url ?? '').split('?')[0] ?? '';
  const { method = '' } = request;
  const only = (...allowed: readonly string[]): void => {
    if (!allowed.includes(method))
      throw new Refused(405, `${path} takes ${allowed.join(' or ')}`, { allow: allowed.join(', ') });
  };
  if (path === '/metrics') {
    only('GET', 'HEAD');
    return ok(await inside.metrics.exposition());
  }
  if (path === '/healthz') {
    only('GET', 'HEAD');
    const health = await inside.health();
    return { status: health.healthy ? 200 : 503, body: health };
  }
  if (path === '/v1/automation' || path === '/v1/incidents') {
    only('POST');
    return webhook(inside, request, path === '/v1/automation' ? 'automation' : 'incident');
  }
  if (path === '/v1/open' || path.startsWith('/v1/')) return operate(inside, request, path, only);
  throw new Refused(404, 'there are /v1/automation, /v1/incidents, /v1/open, /metrics and /healthz');
}

async function webhook(inside: Inside, request: IncomingMessage, kind: Kind): Promise<Reply> {
  const { metrics } = inside;
  if (!isAuthorized(request, inside.token)) {
    metrics.request('unauthorized');
    throw new Refused(401, 'a bearer token is wanted: that of RESPONDER_TOKEN', {
      'www-authenticate': 'Bearer',
      connection: 'close',
    });
  }
  const text = await readBody(request).catch((error) => {
    metrics.request('malformed');
    throw error;
  });
  const delivery = readDelivery(text);
  if (typeof delivery === 'string') {
    metrics.request('malformed');
    throw new Refused(400, `this is no webhook of Alertmanager, version 4: ${delivery}`);
  }
  const received = await inside.take(kind, delivery);
  const { accepted, duplicate, rejected, unknown } = received;
  metrics.request(accepted > 0 ? 'accepted' : duplicate > 0 ? 'duplicate' : 'rejected');
  const body = { accepted, duplicate, rejected, ...(unknown.length > 0 && { unknown }) };
  // Alertmanager writes an answer of 4xx into its log, where a mistake in the routes is looked for.
  return { status: accepted + duplicate > 0 ? 200 : 422, body };
}

type Only = (...allowed: readonly string[]) => void;

async function operate(inside: Inside, request: IncomingMessage, path: string, only: Only): Promise<Reply> {
  const { desk, operatorToken } = inside;
  if (operatorToken === undefined)
    throw new Refused(403, 'RESPONDER_OPERATOR_TOKEN is not set, so nobody may ask for this');
  if (!isAuthorized(request, operatorToken))
    throw new Refused(401, 'a bearer token is wanted: that of RESPONDER_OPERATOR_TOKEN', {
      'www-authenticate': 'Bearer',
      connection: 'close',
    });
  if (path === '/v1/open') {
    only('GET');
    return ok(desk.open());
  }
  const [, what = '', number = '', verb = ''] = /^\/v1\/(\w+)\/(\d{1,15})\/(\w+)$/.exec(path) ?? [];
  const id = Number(number);
  const said = async <Output>(schema: z.ZodType<Output>): Promise<Output> => {
    only('POST');
    const read = schema.safeParse(parsed(await readBody(request, 10_000)));
    if (read.success) return read.data;
    const [issue] = read.error.issues;
    throw new Refused(400, `${issue?.path.join('.') || 'the body'}: ${issue?.message}`);
  };
  const operations: Readonly<Record<string, () => Promise<string | undefined>>> = {
    'episodes/acknowledgement': async () => desk.acknowledge(id, (await said(saidBy)).by),
    'episodes/end': async () => desk.end(id, (await said(saidBy)).by),
    'episodes/review': async () => desk.review(id, await said(reviewed)),
    'tasks/approval': async () => desk.approve(id, (await said(saidBy)).by),
  };
  const operation = operations[`${what}/${verb}`];
  if (!operation)
    throw new Refused(
      404,
      'there are /v1/open, /v1/episodes/ID/acknowledgement, .../end, .../review and /v1/tasks/ID/approval',
    );
  const result = await operation();
  if (result === undefined) throw new Refused(404, `there is nothing of that kind with number ${id}`);
  return ok({ result });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refused(400, 'the body is no JSON');
  }
}
