import type { Dashboard } from '../model/dashboard.ts';
import type { Matcher, Node, Place } from '../model/node.ts';
import type { Problem } from '../model/problem.ts';
import type { Query } from '../queries/query.ts';
import type { Context } from './context.ts';

/** What a check found. The runner adds which check it was, and shows the part of the query. */
export interface Finding {
  /** What is wrong, in one sentence without a full stop. */
  readonly message: string;
  /** What to write instead. */
  readonly fix: string;
  /** The piece of the query that is wrong. */
  readonly at?: Node | Matcher;
  /** Where it is in the text, when no node says so: a text that does not parse has none. */
  readonly place?: Place;
  /** A label in the grouping or matching of `at`: underlined instead of the whole. */
  readonly word?: string;
  /** The query, when the check looks at the project as a whole. */
  readonly query?: Query;
  /** Where it is, when the finding is not about a query. */
  readonly path?: string;
  /** When it weighs less or more than the check's findings do. */
  readonly severity?: Problem['severity'];
}

/**
 * Called with each node of one type, parents before children. There are many nodes: a visitor that can tell at a glance
 * that a node is none of its business answers `undefined`.
 */
export type NodeVisitors = {
  readonly [Type in Node['type']]?: (
    node: Extract<Node, { readonly type: Type }>,
    query: Query,
    context: Context,
  ) => Iterable<Finding> | undefined;
};

/** One claim about a project. It yields findings and prints nothing; its page is `<id>.md`. */
export interface Check {
  /** The claim, such as `rate-needs-counter`. */
  readonly id: string;
  readonly severity: Problem['severity'];
  /** Looks at single nodes of queries: all checks share one walk over each query. */
  readonly nodes?: NodeVisitors;
  /** Looks at a query in which somebody wrote raw text, whether it parses or not. */
  readonly text?: (query: Query, context: Context) => Iterable<Finding>;
  /** Looks at a whole query that parses. */
  readonly query?: (query: Query, context: Context) => Iterable<Finding>;
  /** Looks at one dashboard beside its queries. */
  readonly dashboard?: (dashboard: Dashboard, context: Context) => Iterable<Finding>;
  /** Looks at what no definition tells alone. */
  readonly project?: (context: Context) => Iterable<Finding>;
}
