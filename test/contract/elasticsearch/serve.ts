import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Log } from '../grafana/log.ts';

/** A request, whole. */
export interface Asked {
  readonly method: string;
  /** Without the query string. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
  header(name: string): string | undefined;
}

/** What goes back over the wire: JSON, or text of some type. */
export interface Answer {
  readonly status: number;
  readonly json?: unknown;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Thrown by code that finds a request wanting; the answer in it is sent. */
export class Refusal extends Error {
  constructor(readonly answer: Answer) {
    super(`${answer.status} ${JSON.stringify(answer.json)}`);
  }
}

/** A listening server: ends and begins at the same address, and writes down what it was asked. */
export interface Listening {
  readonly url: string;
  readonly log: Log;
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** Serves on 127.0.0.1. `answer` runs to its end at once, so that no two requests see half of each other. */
export async function serve(
  answer: (asked: Asked) => Answer,
  { port = 0, latencyMs = 0 }: { readonly port?: number; readonly latencyMs?: number } = {},
): Promise<Listening> {
  const log = new Log(true);
  const begin = async (at: number): Promise<Server> => {
    const server = createServer((request, response) => {
      receive(request).then(
        (body) => {
          const asked = askedOf(request, body);
          const { status, json, text, headers } = attempt(answer, asked);
          log.add({ method: asked.method, path: request.url ?? '/', status, org: 0, body });
          const content = text ?? (json === undefined ? '' : JSON.stringify(json));
          const send = (): void => {
            response.writeHead(status, {
              ...(content && { 'content-type': 'application/json' }),
              'content-length': Buffer.byteLength(content),
              ...headers,
            });
            response.end(asked.method === 'HEAD' || status === 204 ? undefined : content);
          };
          if (latencyMs > 0) setTimeout(send, latencyMs);
          else send();
        },
        () => response.destroy(),
      );
    });
    server.listen(at, '127.0.0.1');
    await once(server, 'listening');
    return server;
  };
  const end = async (server: Server): Promise<void> => {
    server.closeAllConnections();
    if (server.listening) await new Promise((done) => server.close(done));
  };
  let server = await begin(port);
  const taken = (server.address() as AddressInfo).port;
  return {
    url: `http://127.0.0.1:${taken}`,
    log,
    restart: async () => {
      await end(server);
      server = await begin(taken);
    },
    close: () => end(server),
  };
}

async function receive(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function askedOf(request: IncomingMessage, body: string): Asked {
  const url = new URL(`http://server${request.url ?? '/'}`);
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    body,
    header: (name) => {
      const value = request.headers[name];
      return Array.isArray(value) ? value[0] : value;
    },
  };
}

function attempt(answer: (asked: Asked) => Answer, asked: Asked): Answer {
  try {
    return answer(asked);
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    // A fault of this server; nothing that the real one would say.
    return { status: 500, json: { contract: error instanceof Error ? error.stack : error } };
  }
}

/** The segments behind `:` of a path that fits a pattern, percent-decoded. */
export function matched(pattern: string, path: string): Readonly<Record<string, string>> | undefined {
  const [parts, segments] = [pattern.split('/'), path.split('/')];
  if (parts.length !== segments.length) return undefined;
  const found: Record<string, string> = {};
  for (const [at, part] of parts.entries()) {
    const segment = segments[at] ?? '';
    if (part.startsWith(':') && segment !== '') found[part.slice(1)] = decodeURIComponent(segment);
    else if (part !== segment) return undefined;
  }
  return found;
}
