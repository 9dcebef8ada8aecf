import { Agent } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import { rootCertificates } from 'node:tls';
import axios from 'axios';
import { Failure } from '../model/failure.ts';

/** How to reach a server. */
export interface Address {
  /** With its sub-path and without a slash at the end. */
  readonly base: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Certificates (PEM) of authorities beside those that Node trusts. */
  readonly ca?: string;
  /** Proxy to go through. Those of the environment are not used: they must not see what goes to a server on this machine. */
  readonly proxy?: string;
  /** Longest wait for a whole answer; 30 unless told. */
  readonly timeoutSeconds?: number;
  /** Connections at a time; 8 unless told. */
  readonly concurrency?: number;
}

/** A request: `body` goes out as it is. */
export interface Request {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly parameters?: Readonly<Record<string, string | readonly string[]>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** An answer of any status, its text unread. Names of headers are in lower case. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** A server that could not be reached, or stayed silent. Names the address and never a credential. */
export class NoAnswer extends Failure {
  constructor(
    base: string,
    why: string,
    next: string,
    /** Whether the request may have reached the server; `untrusted`: its certificate was refused before. */
    readonly reached: 'no' | 'unknown' | 'untrusted',
    readonly isSilence: boolean,
  ) {
    super(`no answer from ${base}`, { why, next });
  }
}

/** Sends requests to one address, over connections that stay open. Redirections are answers, never followed. The only place that knows axios. */
export function connect(address: Address): (request: Request) => Promise<Answer> {
  const { base, headers = {}, ca, proxy, timeoutSeconds = 30, concurrency = 8 } = address;
  const pool = { keepAlive: true, maxSockets: concurrency };
  const client = axios.create({
    baseURL: base,
    headers: { Accept: 'application/json', ...headers },
    httpAgent: new Agent(pool),
    httpsAgent: new SecureAgent({ ...pool, ...(ca && { ca: [...rootCertificates, ca] }) }),
    proxy: proxy ? proxyOf(proxy) : false,
    validateStatus: () => true,
    maxRedirects: 0,
    maxBodyLength: Number.POSITIVE_INFINITY,
    responseType: 'text',
    transformRequest: [(body) => body],
    transformResponse: [(body) => body],
    paramsSerializer: { indexes: null },
  });
  return async ({ method, path, parameters, headers: more, body }) => {
    // Not axios' own timeout: that one starts anew with every byte of a slow body.
    const patience = AbortSignal.timeout(timeoutSeconds * 1000);
    try {
      const answer = await client.request<string>({
        method,
        url: path,
        signal: patience,
        ...(parameters && { params: parameters }),
        ...(body !== undefined && { data: body }),
        headers: { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...more },
      });
      const lower = Object.entries(answer.headers).map(([name, value]) => [
        name.toLowerCase(),
        String(value),
      ]);
      return { status: answer.status, headers: Object.fromEntries(lower), text: String(answer.data ?? '') };
    } catch (error) {
      if (patience.aborted)
        throw new NoAnswer(base, `it stayed silent for ${timeoutSeconds} s`, look(base), 'unknown', true);
      throw unreached(base, (error as { code?: string }).code);
    }
  };
}

const look = (base: string): string => `curl ${base}, to see whether the server is up`;

/** Codes of Node that mean that no byte of the request arrived, and what they say. */
const unreachable: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'the name of the host cannot be looked up at the moment',
  EHOSTUNREACH: 'there is no way to that host',
  ENETUNREACH: 'there is no way to that network',
  ERR_INVALID_URL: 'it is not an address',
};

/** Codes of TLS, and what they say. */
const distrusted: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is signed by an authority that is not trusted here',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is signed by an authority that is not trusted here',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is signed by an authority that is not trusted here',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
};

function unreached(base: string, code = ''): NoAnswer {
  const doubt = distrusted[code];
  if (doubt) {
    const next = /expired|not valid yet/.test(doubt)
      ? 'renew the certificate of the server, or mend the clock of this machine'
      : 'name the PEM file of the authority as caFile of the target';
    return new NoAnswer(base, doubt, next, 'untrusted', false);
  }
  const known = unreachable[code];
  if (known) return new NoAnswer(base, known, look(base), 'no', false);
  if (code === 'EPROTO')
    return new NoAnswer(
      base,
      'it does not speak TLS',
      'write http:// where the server has no certificate',
      'no',
      false,
    );
  return new NoAnswer(
    base,
    code === 'ECONNRESET' ? 'the connection was cut off' : code || 'the connection failed',
    look(base),
    'unknown',
    false,
  );
}

function proxyOf(text: string): {
  protocol: string;
  host: string;
  port: number;
  auth?: { username: string; password: string };
} {
  const { protocol, hostname, port, username, password } = new URL(text);
  return {
    protocol: protocol.replace(':', ''),
    host: hostname,
    port: Number(port || (protocol === 'https:' ? 443 : 80)),
    ...(username && {
      auth: { username: decodeURIComponent(username), password: decodeURIComponent(password) },
    }),
  };
}
