import type { AlertVersion } from '../../engine/alert-version.ts';
import type { PastServer } from '../../engine/backtest.ts';

/** A server with recorded data, and the alert in terms of what it has. */
export interface Past {
  /** What the data is: `24 h of the simulator`. */
  readonly what: string;
  readonly server: PastServer;
  readonly before?: AlertVersion;
  readonly after?: AlertVersion;
  /** First and last moment of the data, Unix seconds. */
  readonly from: number;
  readonly to: number;
  /** Series that the alert reads and the data does not have. */
  readonly missing: readonly string[];
  close(): Promise<void>;
}

/** What to open. */
export interface PastOptions {
  readonly before?: AlertVersion;
  readonly after?: AlertVersion;
  readonly hours?: number;
  readonly say: (line: string) => void;
}

/** Opens data that is on this machine: a file of OpenMetrics text, or the simulator's past where none is given. */
export type OpenLocal = (
  options: PastOptions & {
    readonly file?: string;
    readonly seed: number;
    /** The last moment of a simulation, Unix seconds; now unless told. */
    readonly until?: number;
    /** Called once there is something to clean up after: from then on an interruption aborts, and does not kill. */
    readonly interruption: () => AbortSignal;
  },
) => Promise<Past>;

/** The series that some versions of an alert need. */
export const seriesNeeded = ({ before, after }: Pick<PastOptions, 'before' | 'after'>): readonly string[] => [
  ...new Set([...(before?.reads ?? []), ...(after?.reads ?? [])]),
];
