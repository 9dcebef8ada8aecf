import { createServer, type Server } from 'node:http';
import { exitCode, Failure } from '#lib';

const causes: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another process listens on it',
  EACCES: 'ports below 1024 need a privilege',
  EADDRNOTAVAIL: 'this machine does not have that address',
  ENOTFOUND: 'no machine has that name',
};

/**
 * A server that listens, and answers nobody yet. It comes first, so that a responder whose address is taken leaves no database behind;
 * whoever connects meanwhile is waited for by the operating system.
 */
export async function listen(host: string, port: number): Promise<Server> {
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 5_000 });
  await new Promise<void>((resolve, reject) => {
    server
      .once('error', ({ code = '', message }: NodeJS.ErrnoException) =>
        reject(
          new Failure(`the responder cannot listen on ${host}:${port}`, {
            why: causes[code] ?? message,
            next: 'set RESPONDER_PORT to another port, or to 0 for any that is free',
            exit: exitCode.usage,
          }),
        ),
      )
      .listen(port, host, resolve);
  });
  return server;
}
