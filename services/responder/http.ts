import { readFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import { rootCertificates } from 'node:tls';
import axios from 'axios';

/** Where a target is, and how it knows us. */
export interface Address {
  /** Without a slash at the end. */
  readonly base: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A PEM file with the authority of its certificate. */
  readonly caFile?: string;
  /** Longest wait for a whole answer, in milliseconds. */
  readonly patience: number;
}

/** A request to a target. */
export interface Request {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Goes out as JSON. */
  readonly body?: unknown;
}

/** An answer that was expected. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** A target that did not do what was asked. */
export class TargetError extends Error {
  override readonly name = 'TargetError';
  constructor(
    message: string,
    readonly detail: {
      /** Whether asking again may help. */
      readonly again: boolean;
      /** Whether it may have done it all the same: `no` means that no request arrived, `answered` that it said no. */
      readonly done: 'no' | 'answered' | 'unknown';
      /** How long it wants to be left alone, in milliseconds. */
      readonly wait?: number;
      /** What was found there holds no longer, and has to be read again. */
      readonly stale?: boolean;
    },
  ) {
    super(message);
  }
}

/** Sends requests to one target, and answers when the status is one of those wanted. The only place that knows axios. */
export function connect({ base, headers, caFile, patience }: Address) {
  const pool = { keepAlive: true, maxSockets: 16 };
  const client = axios.create({
    baseURL: base,
    headers: { Accept: 'application/json', ...headers },
    httpAgent: new Agent(pool),
    httpsAgent: new SecureAgent({
      ...pool,
      ...(caFile && { ca: [...rootCertificates, readFileSync(caFile, 'utf8')] }),
    }),
    // Those of the environment must not see what goes to a server on this machine.
    proxy: false,
    maxRedirects: 0,
    maxContentLength: 8 * 2 ** 20,
    responseType: 'text',
    validateStatus: () => true,
    transformResponse: [(body) => body],
  });
  return async (request: Request, wanted: readonly number[]): Promise<Answer> => {
    const { method, path, headers: more, body } = request;
    // Not axios' own timeout: that one starts anew with every byte of a slow body.
    const signal = AbortSignal.timeout(patience);
    const answer = await client
      .request<string>({
        method,
        url: path,
        signal,
        ...(body !== undefined && { data: JSON.stringify(body) }),
        headers: { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...more },
      })
      .catch((error: { code?: string; message: string }) => {
        throw unanswered(base, signal.aborted ? 'silence' : (error.code ?? error.message), patience);
      });
    const lower = Object.entries(answer.headers).map(([name, value]) => [name.toLowerCase(), String(value)]);
    const heard = { status: answer.status, headers: Object.fromEntries(lower), text: answer.data ?? '' };
    if (wanted.includes(heard.status)) return heard;
    throw refused(`${method} ${base}`, heard);
  };
}

/** Codes of Node that mean that no byte of the request arrived. */
const unreached = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ERR_INVALID_URL',
];

function unanswered(base: string, code: string, patience: number): TargetError {
  const why = code === 'silence' ? `stayed silent for ${patience / 1000} s` : `gave no answer (${code})`;
  return new TargetError(`${base} ${why}`, {
    again: true,
    done: unreached.includes(code) ? 'no' : 'unknown',
  });
}

function refused(where: string, { status, headers, text }: Answer): TargetError {
  const wait = Number(headers['retry-after']) * 1000;
  // GitHub says 403 when it wants to be asked less often.
  const throttled = status === 429 || (status === 403 && headers['x-ratelimit-remaining'] === '0');
  // The page of a proxy, where the target would have said what it did.
  const isOddYes = status >= 200 && status < 300;
  const again = isOddYes || throttled || status >= 500 || status === 408 || status === 425 || wait > 0;
  const said = text.replaceAll(/\s+/g, ' ').slice(0, 200);
  return new TargetError(`${where} answered ${status}${said && `: ${said}`}`, {
    again,
    done: isOddYes ? 'unknown' : 'answered',
    ...(wait > 0 && { wait }),
  });
}

/**
 * For an answer with the right status that is not what the API promises, such as the page of a proxy in between: whether the target did
 * anything nobody knows, and the next answer may be its own.
 */
export function unexpected(where: string, wanted: string): TargetError {
  return new TargetError(`${where} answered with something that is no ${wanted}`, {
    again: true,
    done: 'unknown',
  });
}

/** A body as JSON; `undefined` when it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
