import type { LabelSpec } from '../model/label.ts';
import type { Unit } from '../model/unit.ts';
import type { GrafanaWindow, Variable } from '../model/variable.ts';
import type { Selector, Vector, Where, WhereOf } from '../model/vector.ts';
import { print } from './print.ts';

/** What may be written into raw text: a selector, a variable, a window, a number. */
type Part = Selector | Variable | GrafanaWindow | number | string;
type WherePart<Of> = Of extends Variable | GrafanaWindow
  ? 'dashboard'
  : Of extends Selector
    ? WhereOf<Of>
    : 'anywhere';

const open: LabelSpec = { values: [], closed: false, budget: 100 };

/**
 * PromQL written by hand, for what the typed language does not say. The author vouches for the unit and for the labels
 * that are left; the build parses the text and checks metrics, labels, values and the stated labels against the catalog.
 *
 * ```ts
 * const burst = raw('ratio', ['environment'])`quantile_over_time(0.9, ${failures}[1h])`;
 * ```
 */
export function raw<const Of extends Unit, const Name extends string = never>(
  unit: Of,
  labels: readonly Name[] = [],
) {
  return <Parts extends readonly Part[]>(
    text: TemplateStringsArray,
    ...parts: Parts
  ): Vector<{ readonly [Label in Name]: string }, Of, WherePart<Parts[number]> & Where, 'gauge'> => ({
    node: { type: 'raw', text: String.raw({ raw: text.raw }, ...parts.map(write)) },
    unit,
    sample: 'gauge',
    labels: Object.fromEntries(labels.map((label) => [label, open])),
  });
}

function write(part: Part): string {
  if (typeof part !== 'object') return String(part);
  if ('variable' in part) return `$${part.variable}`;
  return 'window' in part ? part.window : print(part.node);
}
