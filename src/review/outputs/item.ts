/** One thing that an output says: a dashboard, a rule, a route, a saved object. A file may say many. */
export interface Item {
  /** As `edits` knows it, where it does: `dashboard`, `alert`, `scrape-job`. */
  readonly kind: string;
  /** What it is recognised by in another version, among those of its kind. */
  readonly id: string;
  /** What a reader calls it; its id unless told. */
  readonly name?: string;
  /** Further things that it may be recognised by when its id is gone, best first: a rule that was renamed by its query. */
  readonly keys?: readonly string[];
  readonly spec: unknown;
  /** The file. */
  readonly path: string;
}

/** An output that cannot be read, and why. Told by whoever knows which revision it is of. */
export class UnreadableOutput extends Error {
  constructor(
    readonly path: string,
    why: string,
  ) {
    super(why);
  }
}
