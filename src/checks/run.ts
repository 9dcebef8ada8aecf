import type { Node } from '../model/node.ts';
import type { Exception, Problem } from '../model/problem.ts';
import type { Project } from '../model/project.ts';
import { childrenOf } from '../promql/walk.ts';
import { type Definition, queriesIn } from '../queries/queries.ts';
import type { Query } from '../queries/query.ts';
import type { Check, Finding } from './check.ts';
import { type Context, contextOf } from './context.ts';
import { checks as all } from './index.ts';
import type { Memory } from './memory.ts';
import { inOrder } from './order.ts';

/** Everything that is wrong with a project, in the order of its definitions. */
export function runChecks(
  project: Project,
  options: {
    readonly checks?: readonly Check[];
    /** Spares definitions that were fine the last time; one memory goes with one list of checks. */
    readonly memory?: Memory;
  } = {},
): Problem[] {
  const { checks = all, memory } = options;
  const context = contextOf(project);
  const problems: Problem[] = [];
  const lookers = lookersOf(checks);
  const known = new Set(memory?.recall(context));
  const fine = new Set<Definition>();
  for (const definition of [...project.dashboards, ...project.rules, ...(project.runbooks?.files ?? [])]) {
    const before = problems.length;
    if (!known.has(definition)) lookAt(definition, lookers, context, problems);
    if (problems.length === before) fine.add(definition);
  }
  memory?.remember(context, fine);
  for (const check of checks)
    for (const finding of check.project?.(context) ?? []) problems.push(problem(check, finding, undefined));
  return inOrder(accept(problems, project.exceptions ?? []), project);
}

function lookAt(definition: Definition, lookers: Lookers, context: Context, problems: Problem[]): void {
  for (const query of queriesIn(definition)) look(query, lookers, context, problems);
  if (!('panels' in definition)) return;
  for (const check of lookers.dashboards)
    for (const finding of check.dashboard(definition, context))
      problems.push(problem(check, finding, undefined));
  context.analysis.forget();
}

type Visitor = (node: never, query: Query, context: Context) => Iterable<Finding> | undefined;

function look(query: Query, { texts, whole, single }: Lookers, context: Context, problems: Problem[]): void {
  const { node: root, raws } = query.resolved;
  if (raws.length > 0)
    for (const check of texts)
      for (const finding of check.text(query, context)) problems.push(problem(check, finding, query));
  if (!root) return;
  for (const check of whole)
    for (const finding of check.query(query, context)) problems.push(problem(check, finding, query));
  visit(root, query, single, context, problems);
  context.analysis.forget();
}

function visit(
  node: Node,
  query: Query,
  single: Lookers['single'],
  context: Context,
  problems: Problem[],
): void {
  for (const [check, visitor] of single[node.type] ?? []) {
    const findings = visitor(node as never, query, context);
    if (findings) for (const finding of findings) problems.push(problem(check, finding, query));
  }
  for (const child of childrenOf(node)) visit(child, query, single, context, problems);
}

/** Checks that have a part of some name. */
type With<Part extends keyof Check> = Check & Required<Pick<Check, Part>>;

/** Who looks at whole dashboards, at raw text, at whole queries, and at which nodes. */
interface Lookers {
  readonly dashboards: readonly With<'dashboard'>[];
  readonly texts: readonly With<'text'>[];
  readonly whole: readonly With<'query'>[];
  readonly single: Readonly<Partial<Record<Node['type'], readonly (readonly [Check, Visitor])[]>>>;
}

function lookersOf(checks: readonly Check[]): Lookers {
  const single: Partial<Record<Node['type'], (readonly [Check, Visitor])[]>> = {};
  for (const check of checks)
    for (const [type, visitor] of Object.entries(check.nodes ?? {}) as [Node['type'], Visitor][]) {
      single[type] ??= [];
      single[type].push([check, visitor]);
    }
  return {
    dashboards: checks.filter((check): check is With<'dashboard'> => check.dashboard !== undefined),
    texts: checks.filter((check): check is With<'text'> => check.text !== undefined),
    whole: checks.filter((check): check is With<'query'> => check.query !== undefined),
    single,
  };
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
