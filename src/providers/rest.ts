import { setTimeout as sleep } from 'node:timers/promises';
import { ServerError } from '../model/server-error.ts';
import { type Address, type Answer, connect, NoAnswer, type Request } from './http.ts';
import { type Dialect, refusal } from './refusal.ts';

/** How long to go on trying. Waits double, from `first` to `longest` milliseconds, each shortened by chance. */
export interface Patience {
  readonly attempts: number;
  readonly first: number;
  readonly longest: number;
}

/** Five attempts in about seven seconds. */
export const usualPatience: Patience = { attempts: 5, first: 500, longest: 5000 };

/** What a server said, read as JSON where there was any. */
export interface Reply {
  readonly status: number;
  readonly body: unknown;
  /** The server's clock, ISO 8601, where it told it. */
  readonly at?: string;
  /** Names in lower case. */
  readonly headers: Answer['headers'];
}

/** Milliseconds to wait before attempt `attempt` (1 is the second), or what the server asks for. Jitter keeps clients apart. */
export function delay(attempt: number, { first, longest }: Patience, retryAfter?: number): number {
  if (retryAfter !== undefined) return Math.min(retryAfter * 1000, 120_000);
  const most = Math.min(longest, first * 2 ** (attempt - 1));
  return most / 2 + Math.random() * (most / 2);
}

/** Resolves after so many milliseconds, or as soon as the signal is raised. */
export const pause = (milliseconds: number, signal?: AbortSignal): Promise<void> =>
  sleep(milliseconds, undefined, signal && { signal }).catch(() => undefined);

/**
 * Speaks JSON with one server, with a bounded number of requests at a time. Reads are repeated when what went wrong may pass;
 * writes are not, since only who planned them can know whether they happened. Everything that goes wrong is a `ServerError`.
 */
export class Rest {
  /** Requests sent so far, repetitions included. */
  requests = 0;
  private readonly send: (request: Request) => Promise<Answer>;
  private readonly waiting: (() => void)[] = [];
  private free: number;
  private wasWelcome = false;

  constructor(
    readonly address: Address,
    private readonly dialect: Dialect,
    /** Values that must not be in any message, whoever writes it. */
    private readonly secrets: readonly string[] = [],
    readonly patience: Patience = usualPatience,
  ) {
    this.send = connect(address);
    this.free = address.concurrency ?? 8;
  }

  /** Reads what must be there. `attempts`: fewer than usual, where it is not worth waiting for. */
  async get(
    path: string,
    parameters?: Request['parameters'],
    attempts = this.patience.attempts,
  ): Promise<Reply> {
    return this.read({ method: 'GET', path, ...(parameters && { parameters }) }, attempts);
  }

  /** Reads what may be absent: `undefined` then. */
  async find(path: string, parameters?: Request['parameters']): Promise<Reply | undefined> {
    try {
      return await this.get(path, parameters);
    } catch (error) {
      if (error instanceof ServerError && error.fault === 'missing') return undefined;
      throw error;
    }
  }

  /** Sends a write, once; a second time only where the server says that it did nothing and may do it now. */
  async write(
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Reply> {
    return this.once({
      method,
      path,
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(headers && { headers }),
    });
  }

  /** Sends a body that is written already, once: `type` says what it is. */
  async upload(path: string, body: string, type: string): Promise<Reply> {
    return this.once({ method: 'POST', path, body, headers: { 'Content-Type': type } });
  }

  /** Reads by a question that is too long for an address. */
  async ask(path: string, question: unknown): Promise<Reply> {
    return this.read({ method: 'POST', path, body: JSON.stringify(question) }, this.patience.attempts);
  }

  private async read(request: Request, attempts: number): Promise<Reply> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.once(request, true);
      } catch (error) {
        if (!(error instanceof ServerError) || !error.isPassing || attempt >= attempts) throw error;
        await pause(delay(attempt, this.patience, error.answer.retryAfter));
      }
    }
  }

  private async once(request: Request, isRead = false, again = true): Promise<Reply> {
    await this.slot();
    let answer: Answer;
    try {
      this.requests++;
      answer = await this.send(request);
    } catch (error) {
      throw this.unanswered(error, isRead);
    } finally {
      this.done();
    }
    // A server under load has been seen to forget who we are, once.
    if (answer.status === 401 && this.wasWelcome && again) return this.once(request, isRead, false);
    const reply = this.replyOf(request, answer, isRead);
    this.wasWelcome = true;
    return reply;
  }

  /** At most so many requests are under way; the others wait in line. */
  private async slot(): Promise<void> {
    if (this.free > 0) this.free--;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  private done(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.free++;
  }

  private replyOf({ method, path }: Request, { status, headers, text }: Answer, isRead: boolean): Reply {
    const what = `${method} ${path}`;
    const happened = isRead ? 'no' : 'unknown';
    if (status >= 200 && status < 300) {
      const date = headers.date ? new Date(headers.date) : undefined;
      const at = date && !Number.isNaN(date.getTime()) ? { at: date.toISOString() } : {};
      if (text.trim() === '') return { status, body: undefined, headers, ...at };
      const body = parsed(text);
      if (body !== undefined) return { status, body: body.value, headers, ...at };
      throw new ServerError(
        `${what}: ${this.address.base} answered with something that is not JSON`,
        'not understood',
        {
          why: looksLikePage(text)
            ? 'it is a web page: of a proxy, a login, or another server'
            : 'it ends in the middle',
          next: `open ${this.address.base} in a browser; the target's url must be that of ${this.dialect.server}, with its sub-path`,
        },
        { happened, status },
      );
    }
    if (status >= 300 && status < 400) throw this.redirected(what, status, headers.location);
    throw this.refused(what, isRead, { status, headers, text });
  }

  private redirected(what: string, status: number, location = ''): ServerError {
    return new ServerError(
      `${what}: ${this.address.base} redirects`,
      'redirected',
      {
        why: location ? `to ${this.scrub(location)}` : 'without saying where to',
        next: `give the target the url that ${this.dialect.server} has after the redirection, with its sub-path`,
      },
      { happened: 'no', status },
    );
  }

  private refused(what: string, isRead: boolean, { status, headers, text }: Answer): ServerError {
    const body = parsed(text);
    const said = body && this.dialect.messageOf(body.value);
    const isPage = looksLikePage(text);
    const { fault, message, next, happened } = refusal(
      { what, status, isPage, known: body && this.dialect.faultOf?.(status, body.value) },
      this.dialect,
      this.address.base,
    );
    const why = said ? this.scrub(said) : isPage ? 'the answer is a web page' : `status ${status}`;
    const retryAfter = secondsOf(headers['retry-after']);
    return new ServerError(
      message,
      fault,
      { why, next },
      { happened: isRead ? 'no' : happened, status, ...(retryAfter !== undefined && { retryAfter }) },
    );
  }

  private unanswered(error: unknown, isRead: boolean): ServerError {
    if (!(error instanceof NoAnswer)) throw error;
    const { message, detail, reached, isSilence } = error;
    const fault =
      reached === 'untrusted'
        ? 'untrusted'
        : reached === 'no'
          ? 'unreachable'
          : isSilence
            ? 'silent'
            : 'broken';
    return new ServerError(this.scrub(message), fault, detail, {
      happened: reached === 'unknown' && !isRead ? 'unknown' : 'no',
    });
  }

  private scrub(text: string): string {
    const clean = this.secrets
      .filter((secret) => secret.length > 0)
      .reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
    return clean.length > 400 ? `${clean.slice(0, 400)}…` : clean;
  }
}

function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

const looksLikePage = (text: string): boolean => /^\s*</.test(text);

/** Seconds of a Retry-After header: a number, or a date. */
function secondsOf(text: string | undefined): number | undefined {
  if (!text) return undefined;
  const seconds = /^\d+$/.test(text.trim()) ? Number(text) : (Date.parse(text) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined;
}
