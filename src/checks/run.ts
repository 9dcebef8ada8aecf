import type { Node } from '../model/node.ts';
import type { Problem } from '../model/problem.ts';
import type { Project } from '../model/project.ts';
import { childrenOf } from '../promql/walk.ts';
import type { Check, Finding } from './check.ts';
import { type Context, contextOf } from './context.ts';
import { checks as all } from './index.ts';
import type { Query } from './query.ts';

/** A problem that the authors looked at and decided to live with. */
export interface Exception {
  /** Id of the check. */
  readonly check: string;
  /** Path of the problem, or the beginning of it. */
  readonly path: string;
  /** Why the claim does not hold here. */
  readonly reason: string;
}

/** Everything that is wrong with a project, in the order of its definitions. */
export function runChecks(
  project: Project,
  options: { readonly checks?: readonly Check[]; readonly exceptions?: readonly Exception[] } = {},
): Problem[] {
  const { checks = all, exceptions = [] } = options;
  const context = contextOf(project);
  const problems: Problem[] = [];
  for (const query of context.queries) look(query, checks, context, problems);
  for (const check of checks)
    for (const finding of check.project?.(context) ?? []) problems.push(problem(check, finding, undefined));
  return accept(problems, exceptions);
}

type Visitor = (node: never, query: Query, context: Context) => Iterable<Finding> | undefined;

function look(query: Query, checks: readonly Check[], context: Context, problems: Problem[]): void {
  const root = query.resolved.node;
  if (!root) return;
  for (const check of checks)
    if (check.query)
      for (const finding of check.query(query, context)) problems.push(problem(check, finding, query));
  const visitors = visitorsOf(checks);
  const visit = (node: Node): void => {
    for (const [check, visitor] of visitors[node.type] ?? []) {
      const findings = visitor(node as never, query, context);
      if (findings) for (const finding of findings) problems.push(problem(check, finding, query));
    }
    for (const child of childrenOf(node)) visit(child);
  };
  visit(root);
  context.analysis.forget();
}

type ByType = Partial<Record<Node['type'], (readonly [Check, Visitor])[]>>;
const cache = new WeakMap<readonly Check[], ByType>();

function visitorsOf(checks: readonly Check[]): ByType {
  const known = cache.get(checks);
  if (known) return known;
  const found: ByType = {};
  for (const check of checks)
    for (const [type, visitor] of Object.entries(check.nodes ?? {})) {
      found[type as Node['type']] ??= [];
      found[type as Node['type']]?.push([check, visitor as Visitor]);
    }
  cache.set(checks, found);
  return found;
}

function problem(check: Check, finding: Finding, asked: Query | undefined): Problem {
  const query = finding.query ?? asked;
  const { message, fix, at, word, severity } = finding;
  const place = finding.place ?? (query && at ? query.place(at, word) : undefined);
  return {
    check: check.id,
    severity: severity ?? check.severity,
    path: finding.path ?? query?.path ?? 'project',
    message,
    fix,
    ...(query && place && { query: { text: query.text, place } }),
  };
}

/** Drops what was accepted, and complains of an exception that nothing needs any more. */
function accept(problems: readonly Problem[], exceptions: readonly Exception[]): Problem[] {
  if (exceptions.length === 0) return [...problems];
  const used = new Set<Exception>();
  const left = problems.filter(({ check, path }) => {
    const found = exceptions.find((one) => one.check === check && path.startsWith(one.path));
    if (found) used.add(found);
    return !found;
  });
  const idle = exceptions.filter((one) => !used.has(one));
  return [
    ...left,
    ...idle.map(
      ({ check, path }): Problem => ({
        check: 'exception-is-needed',
        severity: 'error',
        path,
        message: `nothing here breaks ${check} any more, and an exception says so`,
        fix: 'remove the exception',
      }),
    ),
  ];
}
