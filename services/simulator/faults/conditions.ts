import type { OwnJob } from '../serve.ts';

/** How bad things are. `calm` is a day without a fault. Of two faults at once, each number is that of the worse one. */
export interface Conditions {
  /** Endpoints that do not answer a scrape. */
  readonly silent: readonly OwnJob[];
  /** Names of configurations whose checksum does not hold. */
  readonly corrupt: readonly string[];
  /** 1: the framework says of itself that it is down. */
  readonly down: number;
  /** Share of commands that fail. */
  readonly commandFailures: number;
  /** Share of work inside the components that ends in an error. */
  readonly errors: number;
  /** How many times longer everything takes. */
  readonly slowness: number;
  /** Share of calls to GitHub that fail. */
  readonly githubFailures: number;
  /** Share of delegations to modules that fail. */
  readonly delegationFailures: number;
  /** Share of modules that cannot be loaded. */
  readonly loadFailures: number;
  /** Share of checks by quality gates that fail. */
  readonly gateFailures: number;
  /** Share of sessions that end in a failure. */
  readonly sessionFailures: number;
  /** Logins per second with a wrong password. */
  readonly refusedLogins: number;
  /** Security modules bypassed, per minute. */
  readonly bypasses: number;
  /** Secrets found on their way out, per minute. */
  readonly exposures: number;
  /** Percent of the processor, and of memory, that are used at least. */
  readonly cpu: number;
  readonly memory: number;
  /** Seconds that a canary record is late. */
  readonly lag: number;
  /** 1: nobody reports on canary records, and what was reported is gone. */
  readonly canariesLost: number;
  /** Percentage points of documentation that are missing beside the usual ones. */
  readonly undocumented: number;
  /** Findings of the analyser that wait to be read. */
  readonly findings: number;
  /** Requests per second to addresses that nobody has heard of. */
  readonly strangers: number;
}

/** Nothing is wrong. */
export const calm: Conditions = {
  silent: [],
  corrupt: [],
  down: 0,
  commandFailures: 0,
  errors: 0,
  slowness: 1,
  githubFailures: 0,
  delegationFailures: 0,
  loadFailures: 0,
  gateFailures: 0,
  sessionFailures: 0,
  refusedLogins: 0,
  bypasses: 0,
  exposures: 0,
  cpu: 0,
  memory: 0,
  lag: 0,
  canariesLost: 0,
  undocumented: 0,
  findings: 0,
  strangers: 0,
};

/** What holds while several faults do: the worst of each. */
export function worstOf(all: readonly Partial<Conditions>[]): Conditions {
  const entries = Object.entries(calm).map(([key, usual]) => {
    const given = all.map((one) => one[key as keyof Conditions] ?? usual);
    return [key, Array.isArray(usual) ? given.flat() : Math.max(usual, ...(given as number[]))];
  });
  return Object.fromEntries(entries) as Conditions;
}
