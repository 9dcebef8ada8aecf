/** Exit codes of every command. */
export const exitCode = {
  ok: 0,
  problems: 1,
  usage: 2,
  auth: 3,
  partial: 4,
  cancelled: 5,
  changes: 6,
} as const;

/**
 * A failure that the user can do something about. It is shown as three short lines, without a stack trace:
 * what happened, why, and what to type next.
 */
export class Failure extends Error {
  override readonly name = 'Failure';

  constructor(
    /** What happened, naming the file or the address. */
    message: string,
    readonly detail: {
      /** Why, when more is known than the message says. */
      readonly why?: string;
      /** The next command, or the next edit. */
      readonly next: string;
      readonly exit?: (typeof exitCode)[keyof typeof exitCode];
    },
  ) {
    super(message);
  }
}
