import axios, { type AxiosInstance } from 'axios';
import { Failure } from '../model/failure.ts';

/** Talks JSON to one server. The only place that knows axios. */
export interface Http {
  /** Sends a form by POST, which has no limit on length, and answers with the parsed body. */
  post(path: string, form: Readonly<Record<string, string>>): Promise<Reply>;
  get(path: string, parameters?: Readonly<Record<string, string>>): Promise<Reply>;
}

/** What a server answered. `body` is the parsed JSON, or the text where it was none. */
export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

/**
 * Connects to a server. Any status is an answer; a server that cannot be reached or stays silent is a Failure that names
 * the address and never a credential.
 */
export function http(base: string, timeoutSeconds = 30): Http {
  const client: AxiosInstance = axios.create({
    baseURL: base,
    timeout: timeoutSeconds * 1000,
    validateStatus: () => true,
    // A proxy of the environment must not see, or break, what goes to a server on this machine.
    proxy: false,
    maxRedirects: 0,
  });
  const send = async (what: Promise<{ status: number; data: unknown }>): Promise<Reply> => {
    try {
      const { status, data } = await what;
      return { status, body: data };
    } catch (error) {
      const code = (error as { code?: string }).code;
      throw new Failure(`no answer from ${base}`, {
        why:
          code === 'ECONNREFUSED'
            ? 'nothing listens there'
            : code === 'ECONNABORTED'
              ? `it stayed silent for ${timeoutSeconds} s`
              : (code ?? 'the connection failed'),
        next: `curl ${base}, to see whether the server is up`,
      });
    }
  };
  return {
    post: (path, form) => send(client.post(path, new URLSearchParams(form))),
    get: (path, params) => send(client.get(path, { params })),
  };
}
