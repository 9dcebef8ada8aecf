/** Where a piece of a raw query stands in its text: offsets of its first character and of the one after its last. */
export type Place = readonly [from: number, to: number];

interface Placed {
  /** Set by the parser. Nodes made by the typed language have none: the printer can tell where it put them. */
  readonly place?: Place;
}

/** One label matcher. `value` may hold Grafana variables such as `$environment`. */
export interface Matcher extends Placed {
  readonly label: string;
  readonly op: '=' | '!=' | '=~' | '!~';
  readonly value: string;
}

/** Evaluation time fixed by `@`: Unix seconds, an end of the query's range, or a Grafana variable in a raw query. */
export type At = number | 'start' | 'end' | `$${string}`;

interface Shifted {
  readonly offset?: string;
  readonly at?: At;
}

/** `metric{label="value"} offset 1w`; `metric` is empty in `{__name__=~"..."}`. */
export interface SelectorNode extends Placed, Shifted {
  readonly type: 'selector';
  readonly metric: string;
  readonly matchers: readonly Matcher[];
}

/** `metric{...}[window]`. */
export interface RangeNode extends Placed {
  readonly type: 'range';
  readonly of: SelectorNode;
  readonly window: string;
}

/** `(expression)[window:step]`. */
export interface SubqueryNode extends Placed, Shifted {
  readonly type: 'subquery';
  readonly of: Node;
  readonly window: string;
  readonly step: string;
}

/** A number literal. */
export interface NumberNode extends Placed {
  readonly type: 'number';
  readonly value: number;
}

/** A string literal, as `label_replace` takes them. */
export interface StringNode extends Placed {
  readonly type: 'string';
  readonly value: string;
}

/** `name(args...)`. */
export interface CallNode extends Placed {
  readonly type: 'call';
  readonly name: string;
  readonly args: readonly Node[];
}

/** Which labels an aggregation keeps (`by`) or drops (`without`). */
export interface Grouping {
  readonly mode: 'by' | 'without';
  readonly labels: readonly string[];
}

/** `op by (labels) (param, of)`. */
export interface AggregateNode extends Placed {
  readonly type: 'aggregate';
  readonly op: string;
  readonly of: Node;
  readonly param?: Node;
  readonly grouping?: Grouping;
}

/** How the series of two vectors find each other. */
export interface Matching {
  readonly mode: 'on' | 'ignoring';
  readonly labels: readonly string[];
  /** The side that has many series to one of the other. */
  readonly group?: 'left' | 'right';
  /** Labels copied over from the "one" side. */
  readonly include?: readonly string[];
}

/** Operators from the weakest binding to the strongest; `^` alone associates to the right. */
export const precedence = {
  or: 1,
  and: 2,
  unless: 2,
  '==': 3,
  '!=': 3,
  '>': 3,
  '<': 3,
  '>=': 3,
  '<=': 3,
  '+': 4,
  '-': 4,
  '*': 5,
  '/': 5,
  '%': 5,
  atan2: 5,
  '^': 6,
} as const;

/** A binary operator of PromQL. */
export type Operator = keyof typeof precedence;

/** `left op [bool] [on(...) group_left(...)] right`. */
export interface BinaryNode extends Placed {
  readonly type: 'binary';
  readonly op: Operator;
  readonly left: Node;
  readonly right: Node;
  readonly bool?: boolean;
  readonly matching?: Matching;
}

/** `-of`. */
export interface NegateNode extends Placed {
  readonly type: 'negate';
  readonly of: Node;
}

/** Query text written by hand. The build parses it and checks what it finds against the catalog. */
export interface RawNode extends Placed {
  readonly type: 'raw';
  readonly text: string;
}

/** A PromQL expression as plain data. */
export type Node =
  | AggregateNode
  | BinaryNode
  | CallNode
  | NegateNode
  | NumberNode
  | RangeNode
  | RawNode
  | SelectorNode
  | StringNode
  | SubqueryNode;
