import { type Json, same } from '../../model/json.ts';
import type { Comparison } from '../comparison.ts';
import { expression, oneLine } from '../expression.ts';
import type { Part } from '../parts.ts';
import { datasource, quoted } from '../words.ts';

/** A query of a panel. */
export function query(panel: Comparison): Part {
  return {
    noun: 'query',
    name: ({ refId }) => String(refId ?? ''),
    keys: ({ refId }) => [String(refId ?? '')],
    compare: (of) => compareQuery(of, panel),
    tell: textOf,
  };
}

function compareQuery(of: Comparison, panel: Comparison): void {
  of.expression('expr', 'expression');
  of.fact('query', 'text', quoted);
  // A legend that is the title changes with it, and is told with it.
  const isTitle = (one: Json, of: Json): boolean => one.legendFormat === of.title;
  if (isTitle(of.before, panel.before) && isTitle(of.after, panel.after)) of.silence('legendFormat');
  else of.fact('legendFormat', 'legend', quoted);
  const [was, is] = [typeOf(of.before), typeOf(of.after)];
  if (was !== is) {
    of.differing('type', was, is);
    of.silence('instant', 'range');
  }
  of.fact('interval', 'least interval');
  of.fact('hide', 'hidden');
  // A panel that asks another data source says so once, for all of its queries.
  if (
    same(of.before.datasource, panel.before.datasource) &&
    same(of.after.datasource, panel.after.datasource)
  )
    of.silence('datasource');
  else of.fact('datasource', 'data source', datasource);
  of.rest();
}

function typeOf({ instant, range }: Json): string | undefined {
  if (instant === true) return range === true ? 'both' : 'instant';
  return range === true ? 'range' : undefined;
}

function textOf({ expr, query: text }: Json): string | undefined {
  if (typeof expr === 'string') return expression(expr);
  return typeof text === 'string' && text ? oneLine(text) : undefined;
}
