import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Failure } from '#lib';
import type { Metrics } from './metrics.ts';

/** A listening /metrics endpoint. */
export interface Endpoint {
  /** The port that was bound: of interest after asking for port 0. */
  readonly port: number;
  readonly url: string;
  close(): Promise<void>;
}

/** Where an endpoint listens. */
export interface Address {
  /** 0 takes any free port. */
  readonly port: number;
  /** Default 127.0.0.1: metrics tell much, so nobody else reads them unless told so. */
  readonly host?: string;
}

const causes: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another process listens on it',
  EACCES: 'ports below 1024 need a privilege',
  EADDRNOTAVAIL: 'this machine does not have that address',
};

/** Serves `metrics` at `/metrics`. Fails with a `Failure` when the address cannot be had. */
export function listen(metrics: Metrics, address: Address): Promise<Endpoint> {
  const { port, host = '127.0.0.1' } = address;
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0];
    if (path !== '/metrics') {
      response
        .writeHead(404, { 'content-type': 'text/plain; charset=utf-8' })
        .end('Metrics are at /metrics.\n');
      return;
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end();
      return;
    }
    metrics.exposition().then(
      (text) => response.writeHead(200, { 'content-type': metrics.contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        new Failure(`Cannot serve metrics on ${host}:${port}.`, {
          why: causes[error.code ?? ''] ?? error.message,
          next: 'Choose another port, or 0 for any that is free.',
        }),
      );
    });
    server.listen(port, host, () => {
      const bound = (server.address() as AddressInfo).port;
      resolve({
        port: bound,
        url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}/metrics`,
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            // Prometheus keeps its connection open between scrapes, and close() would wait for it.
            server.closeAllConnections();
          }),
      });
    });
  });
}
