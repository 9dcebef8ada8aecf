import type { Duration } from '../model/duration.ts';
import type { LabelSpec, LabelSpecs, Labels } from '../model/label.ts';
import type { Node } from '../model/node.ts';
import type { Unit } from '../model/unit.ts';
import type { GrafanaWindow } from '../model/variable.ts';
import type { Sample, Selector, Vector, Where } from '../model/vector.ts';

/** Anything a function of PromQL may be given by mistake: a vector, or a histogram that is not a series itself. */
export type Given = Vector | { readonly kind: 'histogram'; readonly name: string };

/** The vector among what was given: conditional, because an intersection would blur its labels. */
export type AsVector<Query extends Given> = Extract<Query, Vector>;

/** A window in brackets: a duration, or one that Grafana computes. */
export type Window = Duration | GrafanaWindow;

/** Where a query with this window may run. */
export type WhereWindow<Of extends Window> = Of extends GrafanaWindow ? 'dashboard' : 'anywhere';

/** The text of a window between its brackets. */
export const windowText = (window: Window): string => (typeof window === 'string' ? window : window.window);

/** `a histogram`, `a counter`... for the sentence of a refusal. */
export type KindOf<Query extends Given> = Query extends { readonly kind: infer Kind extends string }
  ? Kind
  : Query extends Vector
    ? Query['sample']
    : never;

/** The name of a selector; `the result of an expression` for anything else. */
export type NameOf<Query extends Given> = Query extends { readonly name: infer Name extends string }
  ? Name
  : 'the result of an expression';

/** Makes a vector; the caller vouches for the type. */
export function vector<Has extends Labels, Of extends Unit, In extends Where, As extends Sample>(
  node: Node,
  unit: Of,
  sample: As,
  labels: LabelSpecs,
): Vector<Has, Of, In, As> {
  return { node, unit, sample, labels };
}

/** A selector with another syntax node: the same series, narrowed or shifted. */
export function reselect<Query extends Selector>(query: Query, change: Partial<Selector['node']>): Selector {
  const { name, unit, sample, labels, node } = query;
  return { name, unit, sample, labels, node: { ...node, ...change } };
}

/** The specs of the labels that remain. */
export function keep(labels: LabelSpecs, names: readonly string[]): LabelSpecs {
  const kept: Record<string, LabelSpec> = {};
  for (const name of names) if (labels[name]) kept[name] = labels[name];
  return kept;
}

/** The specs without some labels. */
export function drop(labels: LabelSpecs, names: readonly string[]): LabelSpecs {
  return keep(
    labels,
    Object.keys(labels).filter((name) => !names.includes(name)),
  );
}
