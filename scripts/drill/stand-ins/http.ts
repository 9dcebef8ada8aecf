import { createServer, type IncomingHttpHeaders } from 'node:http';
import { type Listening, listening } from './listening.ts';

/** A request to a stand-in. */
export interface Post {
  readonly method: string;
  /** Without the name of the stand-in, with the query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What a stand-in answers. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers requests in the place of a service. */
export type StandIn = (post: Post) => Promise<Answer>;

/** Serves several stand-ins on one port: the first part of a path says which. */
export function startStandIns(standIns: Readonly<Record<string, StandIn>>): Promise<Listening> {
  const server = createServer(async (request, response) => {
    try {
      let body = '';
      for await (const piece of request.setEncoding('utf8')) body += piece;
      const [, name = '', path = ''] = /^\/([^/?]*)(.*)$/.exec(request.url ?? '') ?? [];
      const { method = 'GET', headers } = request;
      const answer = (await standIns[name]?.({ method, path, headers, body })) ?? {
        status: 404,
        body: `nobody stands in for "${name}"`,
      };
      response.writeHead(answer.status, answer.headers).end(answer.body);
    } catch (error) {
      response.writeHead(502).end((error as Error).message);
    }
  });
  return listening(server);
}
