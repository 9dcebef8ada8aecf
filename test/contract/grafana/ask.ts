import { after } from 'node:test';
import { type Grafana, type GrafanaOptions, startGrafana } from './grafana.ts';

/** An answer as a client reads it: JSON where it is JSON, text otherwise. */
export interface Reply {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into replies of every shape
  readonly body: any;
  readonly headers: Headers;
}

export type Ask = (
  request: `${string} /${string}`,
  body?: unknown,
  options?: { readonly token?: string; readonly headers?: Readonly<Record<string, string>> },
) => Promise<Reply>;

/** Asks a server as its admin, or with another token. `ask('POST /api/folders', { title: 'A' })`. */
export const asker =
  ({ url, token: admin }: Pick<Grafana, 'url' | 'token'>): Ask =>
  async (request, body, { token = admin, headers = {} } = {}) => {
    const [method = '', path = ''] = request.split(/ (.*)/);
    const response = await fetch(url + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
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

/** A server for one test file or one test, ended after it. */
export async function serverOf(options: GrafanaOptions): Promise<{ grafana: Grafana; ask: Ask }> {
  const grafana = await startGrafana(options);
  after(() => grafana.close());
  return { grafana, ask: asker(grafana) };
}
