import { isJson, type Json } from '../../model/json.ts';
import { expression } from '../../review/expression.ts';
import type { ItemChange } from '../../review/outputs/item-change.ts';

/** What something that came or went is about: `12 panels`, the query of a rule. Nothing where its name says it all. */
export function gist({
  kind,
  before,
  after,
}: ItemChange): { readonly text: string; readonly isCode: boolean } | undefined {
  const spec = after ?? before;
  if (!isJson(spec)) return undefined;
  switch (kind) {
    case 'alert':
    case 'recording-rule':
      return typeof spec.expr === 'string' ? { text: expression(spec.expr), isCode: true } : undefined;
    case 'dashboard': {
      const count = panels((spec.dashboard as Json).panels);
      return { text: count === 1 ? '1 panel' : `${count} panels`, isCode: false };
    }
    case 'metric':
      return { text: `${spec.kind}, ${spec.unit}: ${spec.help}`, isCode: false };
    default:
      return undefined;
  }
}

const panels = (list: unknown): number =>
  Array.isArray(list)
    ? list.filter(isJson).reduce((sum, panel) => sum + (panel.type === 'row' ? panels(panel.panels) : 1), 0)
    : 0;
