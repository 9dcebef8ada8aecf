import { exitCode, Failure } from './failure.ts';

/** What went wrong between us and a server. */
export type Fault =
  | 'unreachable'
  | 'untrusted'
  | 'silent'
  | 'broken'
  | 'unauthenticated'
  | 'forbidden'
  | 'missing'
  | 'conflict'
  | 'invalid'
  | 'too large'
  | 'throttled'
  | 'server fault'
  | 'redirected'
  | 'not understood';

/** A request that did not go well. Its words are the server's, without any credential. */
export class ServerError extends Failure {
  constructor(
    message: string,
    readonly fault: Fault,
    detail: { readonly why?: string; readonly next: string },
    readonly answer: {
      /**
       * Whether a write may have happened: `no` when the server refused it or never got it, `unknown` when the connection broke
       * or something in between answered.
       */
      readonly happened: 'no' | 'unknown';
      readonly status?: number;
      /** Seconds that the server asks to wait. */
      readonly retryAfter?: number;
    },
  ) {
    super(message, { ...detail, ...(fault === 'unauthenticated' && { exit: exitCode.auth }) });
  }

  /** Whether the same request may go well a little later. */
  get isPassing(): boolean {
    return ['unreachable', 'silent', 'broken', 'throttled', 'server fault', 'not understood'].includes(
      this.fault,
    );
  }
}
