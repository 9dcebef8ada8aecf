/** A request that was answered. */
export interface LogEntry {
  /** Its place in the order of answers, from 1. */
  readonly sequence: number;
  readonly method: string;
  /** With the query string. */
  readonly path: string;
  /** 0 where the connection was cut instead. */
  readonly status: number;
  /** 0 where nobody was signed in. */
  readonly org: number;
  /** What was sent, as text; absent where there was none, or bodies are not kept. */
  readonly body?: string;
}

/** Every request in the order of its answer. */
export class Log {
  readonly entries: LogEntry[] = [];
  /** Told of each entry as it comes. */
  heard: (entry: LogEntry) => void = () => {};

  constructor(private readonly bodies: boolean) {}

  add({ body, ...rest }: Omit<LogEntry, 'sequence'>): void {
    const kept = this.bodies && body ? { body } : {};
    const entry = { sequence: this.entries.length + 1, ...rest, ...kept };
    this.entries.push(entry);
    this.heard(entry);
  }

  /** Requests that may have changed something. */
  writes(): readonly LogEntry[] {
    return this.entries.filter(({ method }) => method !== 'GET' && method !== 'HEAD');
  }
}
