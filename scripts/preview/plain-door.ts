import { createServer, request as plainly } from 'node:http';
import { request as securely } from 'node:https';
import { pipeline } from 'node:stream';

// Passes on what it is asked to a server that speaks TLS, so that clients find it without. Inside of the preview only: the network
// it stands in reaches nobody else.
//
//   plain-door.ts https://es-cluster:9200 0.0.0.0:9200

const [target = '', listensAt = '127.0.0.1:0'] = process.argv.slice(2);
const [host = '', port = '0'] = listensAt.split(':');
const { protocol, hostname, port: targetPort } = new URL(target);
const ask = protocol === 'https:' ? securely : plainly;

const server = createServer((incoming, outgoing) => {
  if (incoming.url === '/-/door') {
    outgoing.writeHead(204).end();
    return;
  }
  const { host: _, connection: __, ...headers } = incoming.headers;
  const passed = ask(
    // Never as an address: //elsewhere would be one.
    { hostname, port: targetPort, path: incoming.url ?? '/', method: incoming.method ?? 'GET', headers },
    (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      pipeline(answer, outgoing, () => {});
    },
  );
  passed.on('error', ({ message }) => {
    if (!outgoing.headersSent) outgoing.writeHead(502, { 'content-type': 'text/plain; charset=utf-8' });
    outgoing.end(`${target} does not answer: ${message}\n`);
  });
  pipeline(incoming, passed, () => {});
});

server.listen(Number(port), host, () => {
  const address = server.address();
  const bound = typeof address === 'object' ? address?.port : port;
  process.stdout.write(`${target} without TLS at port ${bound}\n`);
});
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    server.close();
    server.closeAllConnections();
  });
