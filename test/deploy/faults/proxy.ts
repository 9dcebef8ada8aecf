import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * What can go wrong between a client and a server. `before` and `after` say whether the server carries the request out: after
 * the latter it did, and the client is not told.
 */
export const faults = [
  'refused connections',
  'reset before',
  'reset after',
  'silence before',
  'silence after',
  'slow body',
  'truncated JSON',
  'web page before',
  'web page after',
  'wrong content type',
  '401 once',
  '403',
  '404 page',
  '408 before',
  '408 after',
  '409',
  '409 after',
  '412',
  '413',
  '429',
  '429 with Retry-After',
  '500 before',
  '500 after',
  '502 before',
  '502 after',
  '503',
  'redirect',
  'restart',
] as const;
/** A fault. */
export type Fault = (typeof faults)[number];

/** A server between a client and another, on a port of its own. */
export interface Proxy {
  readonly url: string;
  /** Requests that arrived so far. */
  readonly arrived: number;
  close(): Promise<void>;
}

/** What a proxy asks for each request; `undefined` lets it pass. */
export type Choice = (request: {
  readonly method: string;
  readonly path: string;
  readonly number: number;
}) => Fault | undefined;

/** Starts a proxy. `restart` is called where the server behind it is to be restarted. */
export async function startProxy(
  upstream: string,
  choose: Choice,
  restart: () => Promise<void>,
): Promise<Proxy> {
  let arrived = 0;
  let server = createServer(handle);
  const listen = async (port: number): Promise<void> => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const end = async (): Promise<void> => {
    server.closeAllConnections();
    if (server.listening) await new Promise((done) => server.close(done));
  };

  function handle(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk) => chunks.push(chunk));
    incoming.on('error', () => undefined);
    outgoing.on('error', () => undefined);
    incoming.on('end', () => {
      void answer(incoming, Buffer.concat(chunks), outgoing).catch(() => outgoing.destroy());
    });
  }

  async function answer(incoming: IncomingMessage, body: Buffer, outgoing: ServerResponse): Promise<void> {
    const { method = 'GET', url: path = '/' } = incoming;
    const fault = choose({ method, path, number: arrived++ });
    const forward = (): Promise<Forwarded> => passOn(upstream, incoming, body);
    const say = (status: number, text: string, headers: Record<string, string> = {}): void => {
      outgoing.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(text);
    };
    const page = '<html><body>Bad gateway</body></html>';
    switch (fault) {
      case undefined: {
        const { status, headers, text } = await forward();
        outgoing.writeHead(status, headers).end(text);
        return;
      }
      case 'refused connections': {
        await end();
        server = createServer(handle) as Server;
        await new Promise((resolve) => setTimeout(resolve, 10));
        await listen(port);
        return;
      }
      case 'restart':
        await restart();
        outgoing.destroy();
        return;
      case 'reset after':
      case 'reset before':
        if (fault === 'reset after') await forward();
        outgoing.destroy();
        return;
      case 'silence after':
      case 'silence before':
        if (fault === 'silence after') await forward();
        return;
      case 'slow body': {
        const { status, headers, text } = await forward();
        outgoing.writeHead(status, headers);
        outgoing.write(text.subarray(0, 1));
        await new Promise((resolve) => setTimeout(resolve, 15));
        outgoing.end(text.subarray(1));
        return;
      }
      case 'truncated JSON': {
        const { status, text } = await forward();
        say(status, text.subarray(0, text.length / 2).toString());
        return;
      }
      case 'web page after':
      case 'web page before':
        if (fault === 'web page after') await forward();
        return say(200, page, { 'Content-Type': 'text/html' });
      case 'wrong content type': {
        const { status, text } = await forward();
        return say(status, text.toString(), { 'Content-Type': 'text/plain' });
      }
      case '401 once':
        return say(401, '{"message":"Unauthorized"}');
      case '403':
        return say(403, '{"message":"Permission denied"}');
      case '404 page':
        return say(404, page, { 'Content-Type': 'text/html' });
      case '408 after':
      case '408 before':
        if (fault === '408 after') await forward();
        return say(408, page, { 'Content-Type': 'text/html' });
      case '409 after':
      case '409':
        if (fault === '409 after') await forward();
        return say(409, '{"message":"conflict"}');
      case '412':
        return say(412, '{"status":"version-mismatch","message":"changed by someone else"}');
      case '413':
        return say(413, page, { 'Content-Type': 'text/html' });
      case '429':
        return say(429, '{"message":"too many requests"}');
      case '429 with Retry-After':
        return say(429, '{"message":"too many requests"}', { 'Retry-After': '0' });
      case '500 after':
      case '500 before':
        if (fault === '500 after') await forward();
        return say(500, '{"message":"Failed to save dashboard"}');
      case '502 after':
      case '502 before':
        if (fault === '502 after') await forward();
        return say(502, page, { 'Content-Type': 'text/html' });
      case '503':
        return say(503, page, { 'Content-Type': 'text/html', 'Retry-After': '0' });
      case 'redirect':
        return say(302, '', { Location: `${upstream}/elsewhere` });
    }
  }

  return {
    url: `http://127.0.0.1:${port}`,
    get arrived() {
      return arrived;
    },
    close: end,
  };
}

interface Forwarded {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly text: Buffer;
}

async function passOn(upstream: string, incoming: IncomingMessage, body: Buffer): Promise<Forwarded> {
  const { host: _, connection, ...headers } = incoming.headers;
  const sent = request(`${upstream}${incoming.url}`, {
    method: incoming.method ?? 'GET',
    headers,
    agent: false,
  });
  sent.end(body);
  const [reply] = (await once(sent, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of reply) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks);
  const kept = Object.entries(reply.headers).filter(
    ([name]) => !['connection', 'transfer-encoding'].includes(name),
  );
  return {
    status: reply.statusCode ?? 502,
    headers: { ...Object.fromEntries(kept), 'content-length': String(text.length) } as Record<string, string>,
    text,
  };
}
