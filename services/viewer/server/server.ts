import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Asset, bundlePage } from './bundle.ts';
import { Dashboards } from './dashboards.ts';
import type { News } from './news.ts';
import { proxy } from './proxy.ts';

/** What is shown, and where. */
export interface ViewerOptions {
  /** Folder of the compiled dashboards. */
  readonly folder: string;
  /** Address of the Prometheus that answers. */
  readonly prometheus: string;
  /** How often it scrapes, in milliseconds. */
  readonly scrape: number;
  /** 0 takes any that is free. */
  readonly port: number;
}

/** A viewer that serves. */
export interface Viewer {
  readonly url: string;
  /** Tells every page that is open, and those that are opened later. */
  tell(news: News): void;
  stop(): Promise<void>;
}

/** Nothing from elsewhere is loaded, and no page from elsewhere may show this one. */
const policy =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

/** Serves the page on loopback. */
export async function startViewer(options: ViewerOptions): Promise<Viewer> {
  const assets = await bundlePage();
  const dashboards = new Dashboards(options.folder);
  const listening = new Set<ServerResponse>();
  let last: News = { type: 'built', build: 0 };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, search } = new URL(request.url ?? '/', 'http://viewer');
    // A name that leads to loopback from elsewhere is not ours: that is how a foreign page would read this one.
    if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(request.headers.host ?? ''))
      return send(response, 403, 'text/plain', 'open the viewer by its address, http://127.0.0.1');
    if (pathname.startsWith('/prometheus/'))
      return proxy(options.prometheus, pathname.slice('/prometheus'.length), search, request, response);
    if (request.method !== 'GET') return send(response, 405, 'text/plain', 'the viewer changes nothing');
    if (pathname === '/events') return listen(response);
    if (pathname === '/api/dashboards')
      return send(
        response,
        200,
        'application/json',
        JSON.stringify({
          dashboards: dashboards.list(),
          scrape: options.scrape,
          prometheus: options.prometheus,
        }),
      );
    const [, uid] = /^\/api\/dashboards\/([\w-]+)$/.exec(pathname) ?? [];
    if (uid !== undefined) {
      const text = dashboards.text(uid);
      return send(response, text ? 200 : 404, 'application/json', text ?? '{"error":"no such dashboard"}');
    }
    const asset = assets.get(pathname.startsWith('/d/') ? '/' : pathname);
    return asset ? give(asset, request, response) : send(response, 404, 'text/plain', 'nothing is here');
  };

  const listen = (response: ServerResponse): void => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(`data: ${JSON.stringify(last)}\n\n`);
    listening.add(response);
    response.once('close', () => listening.delete(response));
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((error: Error) => {
      if (!response.headersSent) send(response, 500, 'text/plain', error.message);
      else response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    tell(news) {
      // A page that is opened later asks Prometheus itself.
      if (news.type !== 'prometheus') last = news;
      for (const response of listening) response.write(`data: ${JSON.stringify(news)}\n\n`);
    },
    async stop() {
      for (const response of listening) response.end();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function send(response: ServerResponse, status: number, type: string, text: string): void {
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(text);
}

function give({ type, bytes, zipped }: Asset, request: IncomingMessage, response: ServerResponse): void {
  const zip = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  response.writeHead(200, {
    'content-type': type.startsWith('text/') ? `${type}; charset=utf-8` : type,
    'content-security-policy': policy,
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
    ...(zip && { 'content-encoding': 'gzip' }),
  });
  response.end(zip ? zipped : bytes);
}
