/** A mistake in a definition, as the page shows it. */
export interface Mistake {
  /** `file:line:column`, or as much of it as is known; where there is no file, the path of a panel or a rule. */
  readonly place: string;
  readonly message: string;
  readonly why?: string;
  /** The way out. */
  readonly next: string;
}

/** What pages are told as it happens. */
export type News =
  /** The outputs are those of the definitions. `build` counts. */
  | { readonly type: 'built'; readonly build: number }
  /** The definitions are wrong, and the outputs those of the last good ones. */
  | { readonly type: 'broken'; readonly mistakes: readonly Mistake[] }
  /** Prometheus is gone, or back: what is asked now is answered otherwise than before. */
  | { readonly type: 'prometheus' };
