/** A value that KQL compares a field with: text as it is, no wildcards in it. */
export type KqlValue = boolean | number | string;

/** `>` and its kin. */
export type KqlComparison = '<' | '<=' | '>' | '>=';

/** A question about a log line in Kibana's query language, as data. `src/kql/print.ts` knows how it is written. */
export type KqlNode =
  /** The field holds the value. Of text: the words of the value, one after the other. */
  | { readonly type: 'is'; readonly field: string; readonly value: KqlValue }
  /** The field holds something of that shape; `*` stands for anything. */
  | { readonly type: 'matches'; readonly field: string; readonly pattern: string }
  | {
      readonly type: 'compares';
      readonly field: string;
      readonly op: KqlComparison;
      readonly value: number | string;
    }
  /** The field holds anything at all. */
  | { readonly type: 'exists'; readonly field: string }
  | { readonly type: 'all' | 'any'; readonly of: readonly KqlNode[] }
  | { readonly type: 'not'; readonly of: KqlNode }
  /** Written by hand. The build reads it. */
  | { readonly type: 'raw'; readonly text: string };

/** A question about the lines of one view. */
export interface Kql<out View extends string = string> {
  readonly node: KqlNode;
  /** Id of the view whose fields it reads: a part of the type, so that no other view is asked. */
  readonly view: View;
}
