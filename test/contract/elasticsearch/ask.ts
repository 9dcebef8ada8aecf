import { after } from 'node:test';
import { type Elasticsearch, type ElasticsearchOptions, keys, startElasticsearch } from './elasticsearch.ts';

/** An answer as a client reads it. */
export interface Reply {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into replies of every shape
  readonly body: any;
  readonly headers: Headers;
}

export type Ask = (
  request: `${string} /${string}`,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
) => Promise<Reply>;

/** Asks a server as its admin, unless a header says otherwise. `ask('PUT /_ilm/policy/a', { policy: {...} })`. */
export const asker =
  (url: string, key: string, always: Readonly<Record<string, string>> = {}): Ask =>
  async (request, body, headers = {}) => {
    const [method = '', path = ''] = request.split(/ (.*)/);
    const response = await fetch(url + path, {
      method,
      headers: {
        authorization: `ApiKey ${key}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...always,
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: parsed(text) };
  };

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A server for one test, ended after its file. */
export async function serverOf(
  options: ElasticsearchOptions,
): Promise<{ readonly cluster: Elasticsearch; readonly ask: Ask }> {
  const cluster = await startElasticsearch(options);
  after(() => cluster.close());
  return { cluster, ask: asker(cluster.url, keys.admin) };
}
