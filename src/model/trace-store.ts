/** One of Jaeger's storages: traces that are kept equally long. Its indices are called `<prefix>-jaeger-span-000001`. */
export interface TraceStore {
  readonly help: string;
  /** Before the names of its indices; none for Jaeger's own default. */
  readonly prefix?: string;
  /** Name of its lifecycle policy. */
  readonly policy: string;
  readonly days: number;
}
