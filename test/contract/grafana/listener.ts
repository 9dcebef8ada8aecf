import {
  type IncomingMessage,
  createServer as plainServer,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as tlsServer } from 'node:https';
import { type Answer, denied, kubernetes, plain, Refusal } from './answer.ts';
import type { Call, Route, World } from './call.ts';
import type { Faults } from './faults.ts';
import { allows, type Identity, identify, type Token, type User } from './identity.ts';
import type { Log } from './log.ts';

/** What a listener serves, and how. Fields may change while it runs. */
export interface Serving {
  readonly world: World;
  readonly routes: readonly Route[];
  readonly tokens: Token[];
  readonly users: User[];
  readonly log: Log;
  readonly faults: Faults;
  readonly latencyMs: number;
  readonly bodyLimit: number;
  readonly tls?: { readonly key: string; readonly cert: string };
}

/** A server that is not listening yet. */
export function listener(serving: Serving): Server {
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    receive(request).then(
      (body) => serve(serving, request, response, body),
      () => response.destroy(),
    );
  };
  return serving.tls ? tlsServer(serving.tls, handle) : plainServer(handle);
}

async function receive(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function serve(serving: Serving, request: IncomingMessage, response: ServerResponse, body: string): void {
  const { log, faults, latencyMs } = serving;
  const url = new URL(`http://server${request.url ?? '/'}`);
  const method = request.method ?? 'GET';
  const path = url.pathname;
  const fault = faults.take(method, path);
  const seen = { org: 0 };
  const real = fault?.instead ? undefined : attempt(serving, request, url, body, seen);
  const answer = fault?.instead ?? (real && fault?.after ? fault.after(real) : real);
  log.add({ method, path: path + url.search, status: answer?.status ?? 0, org: seen.org, body });
  const send = () => (answer ? write(response, answer, method === 'HEAD') : response.destroy());
  if (latencyMs > 0) setTimeout(send, latencyMs);
  else send();
}

function attempt(
  serving: Serving,
  request: IncomingMessage,
  url: URL,
  body: string,
  seen: { org: number },
): Answer {
  try {
    return answerTo(serving, request, url, body, seen);
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    // A fault of this server; nothing that Grafana would say.
    return plain(500, `contract server: ${error instanceof Error ? error.stack : error}`);
  }
}

function answerTo(
  serving: Serving,
  request: IncomingMessage,
  url: URL,
  body: string,
  seen: { org: number },
): Answer {
  const { world, routes } = serving;
  const { prefix } = world.settings;
  let path = url.pathname;
  if (prefix && path.startsWith(`${prefix}/`)) path = path.slice(prefix.length);
  // #66724: since 10.0 a request without the sub-path is sent to the address with it.
  else if (prefix && world.profile.withoutPrefix === 'redirected')
    return { status: 301, headers: { location: `${prefix}${path}${url.search}` }, html: '' };

  if (Buffer.byteLength(body) > serving.bodyLimit) return tooLarge(serving);
  const found = match(routes, request.method === 'HEAD' ? 'GET' : (request.method ?? ''), path);
  if (!found) return unknown(serving, path, request, url);
  const { route, params } = found;
  const who: Identity =
    route.needs === 'public'
      ? { login: '', kind: 'user', role: 'Viewer', org: 1, lockedFolders: [] }
      : identify(world.profile, serving, request.headers, url.searchParams);
  if (route.needs !== 'public') seen.org = who.org;
  if (route.needs !== 'public' && !allows(who.role, route.needs)) return denied(route.needs);
  const org = world.store.orgs.get(who.org);
  if (!org) return plain(500, `contract server: no org ${who.org}`);
  const call: Call = {
    ...world,
    params,
    query: url.searchParams,
    who,
    org,
    body,
    header: (name) => {
      const value = request.headers[name];
      return Array.isArray(value) ? value[0] : value;
    },
  };
  if (route.method !== 'GET') world.store.writes++;
  return route.handle(call);
}

/** Whoever is not signed in learns that first, whatever the address. */
function unknown(serving: Serving, path: string, request: IncomingMessage, url: URL): Answer {
  if (path.startsWith('/apis'))
    return kubernetes(404, 'NotFound', 'the server could not find the requested resource');
  if (!path.startsWith('/api/'))
    return {
      status: 404,
      html: 'This server speaks the API of Grafana. It is not Grafana and has no pages.\n',
    };
  identify(serving.world.profile, serving, request.headers, url.searchParams);
  return plain(404, 'Not found');
}

function tooLarge({ world, bodyLimit }: Serving): Answer {
  // #101590 on newer servers; before, only a proxy in front of it said so (#3176).
  return world.profile.tooLarge === 'grafana'
    ? plain(413, `Dashboard is too large, max is ${Math.floor(bodyLimit / 2 ** 20)} MB`, 'traced')
    : {
        status: 413,
        html: '<html><head><title>413 Request Entity Too Large</title></head><body>nginx</body></html>\n',
      };
}

function match(
  routes: readonly Route[],
  method: string,
  path: string,
): { readonly route: Route; readonly params: Readonly<Record<string, string>> } | undefined {
  const segments = path.split('/');
  for (const route of routes) {
    if (route.method !== method) continue;
    const parts = route.path.split('/');
    if (parts.length !== segments.length) continue;
    if (!parts.every((part, at) => (part.startsWith(':') ? segments[at] !== '' : part === segments[at])))
      continue;
    const params = parts.flatMap((part, at) =>
      part.startsWith(':') ? [[part.slice(1), decodeURIComponent(segments[at] ?? '')]] : [],
    );
    return { route, params: Object.fromEntries(params) };
  }
  return undefined;
}

function write(response: ServerResponse, answer: Answer, head: boolean): void {
  const { status, json, text, html, headers } = answer;
  const body = html ?? text ?? (json === undefined ? '' : JSON.stringify(json));
  const type = html === undefined ? 'application/json; charset=UTF-8' : 'text/html; charset=UTF-8';
  response.writeHead(status, {
    ...(body && { 'content-type': type }),
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    ...headers,
  });
  response.end(head || status === 204 ? undefined : body);
}
